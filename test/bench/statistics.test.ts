import { expect, test } from "vitest";
import { median, spreadOf } from "../../bench/statistics.ts";

test.each([
  [[5], 5],
  [[9, 1], 5],
  [[3, 1, 2], 2],
  [[10, 2, 38, 23, 21], 21],
  [[4, 1, 3, 2], 2.5],
  [[-1, -10, 100], -1],
])("the median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected);
});

test("the median sorts numbers, not texts, and leaves the list as it is", () => {
  const values = [100, 9, 20];
  expect(median(values)).toBe(20);
  expect(values).toEqual([100, 9, 20]);
});

test("there is no median of nothing", () => {
  expect(() => median([])).toThrow("median of nothing");
});

test("spread", () => {
  expect(spreadOf([3, 1, 8])).toEqual({ median: 3, least: 1, most: 8, count: 3 });
});
