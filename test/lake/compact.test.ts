import { describe, expect, test } from "vitest";
import { allMerges, dueMerges } from "../../src/lake/compact.ts";
import type { StoredPart } from "../../src/lake/stored-part.ts";

const DAY = 86_400_000;

let number = 0;

function part(day: number, events: number, superseded = 0): StoredPart {
  const first = Date.UTC(2026, 4, 1) + day * DAY;
  const part = ++number;
  const name = `events/day=x/part-${part}.parquet`;
  return { part, name, path: name, level: "day", events, superseded, first, last: first + 1, bytes: 1, jsonBytes: 1 };
}

const parts = (count: number, day: number, events: number): StoredPart[] =>
  Array.from({ length: count }, () => part(day, events));

const shape = (merges: ReturnType<typeof dueMerges>): readonly (readonly [string, number])[] =>
  merges.map((merge) => [merge.day, merge.parts.length]);

describe("what is merged after a commit", () => {
  test("the small parts of a day once they are many", () => {
    expect(dueMerges([...parts(15, 0, 100), part(0, 60_000), part(1, 100)])).toEqual([]);
    expect(shape(dueMerges([...parts(16, 0, 100), part(0, 60_000), part(1, 100)]))).toEqual([["2026-05-01", 16]]);
  });

  test("a part of which much does not count", () => {
    expect(dueMerges([part(0, 100, 20)])).toEqual([]);
    expect(shape(dueMerges([part(0, 100, 21), part(0, 100)]))).toEqual([["2026-05-01", 1]]);
  });

  test("not more than half a million rows at a time, and something always", () => {
    const busy = [0, 1, 2].flatMap((day) => parts(16, day, 20_000));
    expect(shape(dueMerges(busy))).toEqual([["2026-05-01", 16]]);
    expect(shape(dueMerges(parts(30, 0, 49_000)))).toEqual([["2026-05-01", 30]]);
  });

  test("no part of a temporary lake", () => {
    const raw = parts(20, 0, 100).map((each) => ({ ...each, level: "raw" as const }));
    expect([dueMerges(raw), allMerges(raw)]).toEqual([[], []]);
  });
});

describe("what a compaction merges", () => {
  test("parts of one day that fit together, and every part with rows that do not count", () => {
    const full = part(2, 200_000);
    expect(shape(allMerges([part(0, 10), part(0, 20), part(1, 10), full, part(2, 5), part(3, 10, 1)]))).toEqual([
      ["2026-05-01", 2],
      ["2026-05-04", 1],
    ]);
  });
});
