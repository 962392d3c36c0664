import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, formatDuration, HOUR, MINUTE, parseDuration, SECOND } from "../../src/util/duration.ts";

test.each([
  ["5m", 5 * MINUTE],
  ["90s", 90 * SECOND],
  ["250ms", 250],
  ["12h", 12 * HOUR],
  ["10d", 10 * DAY],
  ["1w", 7 * DAY],
  ["0s", 0],
])("%s", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(["", "5", "m", "5 m", "-5m", "5M", "1.5h", "5y", "5mm", "99999999999d"])("%j is no duration", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each([
  [0, "0s"],
  [1, "1ms"],
  [90 * MINUTE, "1h 30m"],
  [10 * DAY, "10d"],
  [DAY + MINUTE, "1d 1m"],
  [DAY + HOUR + MINUTE + SECOND, "1d 1h"],
  [-5 * MINUTE, "5m"],
  [1499.6, "1s 500ms"],
])("%f ms is %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("a duration of one unit is read back as it was", () => {
  const unit = fc.constantFrom(DAY, HOUR, MINUTE, SECOND, 1);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), unit, (count, size) => {
      expect(parseDuration(formatDuration(count * size))).toBe(count * size);
    }),
  );
});
