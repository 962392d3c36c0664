import { expect, test } from "vitest";
import { daysOf } from "../../bench/data/simulated-logs.ts";
import { sliceOf } from "../../bench/data/slices.ts";

const FROM = Date.parse("2026-07-01T00:05:00Z");
const records = Array.from({ length: 100 }, (_, n) => ({ eventTime: "2026-07-01T00:00:00Z", eventID: String(n) }));

test("slices share no record and take their own from all over the days", () => {
  const all = [0, 1, 2].map((index) => sliceOf(records, 3, index, 10, FROM).map((each) => Number(each["eventID"])));
  expect(new Set(all.flat()).size).toBe(30);
  for (const ids of all) {
    expect(Math.min(...ids)).toBeLessThan(10);
    expect(Math.max(...ids)).toBeGreaterThan(75);
  }
});

test("times are whole seconds within the five minutes, in order", () => {
  const times = sliceOf(records, 1, 0, 100, FROM).map((each) => each.eventTime);
  expect(times).toEqual([...times].sort());
  expect(times[0]).toBe("2026-07-01T00:05:00Z");
  expect(times.every((time) => /^2026-07-01T00:0[5-9]:\d\dZ$/.test(time))).toBe(true);
});

test("more events are more days of the same organisation", () => {
  expect(daysOf(1_000_000)).toEqual({ days: 30, perDay: 33_333 });
  expect(daysOf(10_000_000)).toEqual({ days: 300, perDay: 33_333 });
  expect(daysOf(6000)).toEqual({ days: 3, perDay: 2000 });
});
