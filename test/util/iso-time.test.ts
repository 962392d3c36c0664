import fc from "fast-check";
import { expect, test } from "vitest";
import { parseInstant } from "../../src/util/iso-time.ts";

test.each([
  ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z"],
  ["2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05.678Z"],
  ["2026-01-02T03:04:05.6789012Z", "2026-01-02T03:04:05.678Z"],
  ["2026-01-02T03:04:05+05:30", "2026-01-01T21:34:05.000Z"],
  ["2026-01-02T03:04:05-0130", "2026-01-02T04:34:05.000Z"],
  ["2026-01-02 03:04:05Z", "2026-01-02T03:04:05.000Z"],
  ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
])("%s", (text, iso) => {
  expect(new Date(parseInstant(text) ?? 0).toISOString()).toBe(iso);
});

test.each([
  "",
  "2026-01-02",
  "2026-01-02T03:04:05",
  "2026-01-02T03:04Z",
  "2026-02-30T00:00:00Z",
  "2025-02-29T00:00:00Z",
  "2026-04-31T00:00:00+01:00",
  "2026-13-01T00:00:00Z",
  "2026-00-10T00:00:00Z",
  "2026-01-01T25:00:00Z",
  "2026-01-01T00:00:60Z",
  "2026-01-01T00:00:00+99:00",
  "January 2, 2026 03:04:05Z",
  "1767323045000",
  "2026-01-02T03:04:05Z ",
  "2026-01-02T03:04:05.Z",
])("%j is no instant", (text) => {
  expect(parseInstant(text)).toBeUndefined();
});

test("what Date prints is read back", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
      (date) => {
        expect(parseInstant(date.toISOString())).toBe(date.getTime());
      },
    ),
  );
});
