import { describe, expect, test } from "vitest";
import { contentHash, type HourRows, slicesOf } from "../../src/lake/slices.ts";

const HOUR = 3_600_000;
const MIDNIGHT = Date.UTC(2026, 4, 2);

function hour(at: number, rows: number): HourRows {
  return { hour: at, rows, first: at + 1, last: at + HOUR - 1, xor: BigInt(rows), sum: 2n ** 64n - BigInt(rows) };
}

describe("slices", () => {
  test("hold hours of one day, as many as fit", () => {
    const hours = [
      hour(MIDNIGHT - HOUR, 10),
      hour(MIDNIGHT, 40),
      hour(MIDNIGHT + 5 * HOUR, 60),
      hour(MIDNIGHT + 6 * HOUR, 1),
    ];
    const slices = slicesOf(hours, 100);
    expect(slices.map(({ day, from, to, rows }) => [day, from, to, rows])).toEqual([
      ["2026-05-01", MIDNIGHT - HOUR, MIDNIGHT, 10],
      ["2026-05-02", MIDNIGHT, MIDNIGHT + 6 * HOUR, 100],
      ["2026-05-02", MIDNIGHT + 6 * HOUR, MIDNIGHT + 7 * HOUR, 1],
    ]);
    expect([slices[1]?.first, slices[1]?.last]).toEqual([MIDNIGHT + 1, MIDNIGHT + 6 * HOUR - 1]);
  });

  test("are larger than allowed only when an hour is", () => {
    expect(slicesOf([hour(MIDNIGHT, 500), hour(MIDNIGHT + HOUR, 1)], 100).map(({ rows }) => rows)).toEqual([500, 1]);
  });

  test("have a hash of their rows that does not depend on where hours were cut", () => {
    const [one] = slicesOf([hour(MIDNIGHT, 5), hour(MIDNIGHT + HOUR, 6)], 100);
    expect(contentHash(one ?? { xor: 0n, sum: 0n })).toBe("0000000000000003fffffffffffffff5");
  });
});
