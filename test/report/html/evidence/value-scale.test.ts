import fc from "fast-check";
import { expect, test } from "vitest";
import { valueScale } from "../../../../src/report/html/evidence/value-scale.ts";

test.each([
  [15, 3, false, [0, 5, 10, 15]],
  [1, 0, false, [0, 0.5, 1]],
  [0, 0, false, [0, 0.5, 1]],
  [100, 10, false, [0, 50, 100]],
  [900, 3, true, [0, 1, 10, 100]],
  [12_000, 4, true, [0, 1, 10, 100, 1_000, 10_000]],
])("up to %d where %d is usual", (highest, usual, isLogarithmic, ticks) => {
  expect(valueScale(highest, usual)).toMatchObject({ isLogarithmic, ticks });
});

test("heights grow with the values, from the ground to the top", () => {
  const value = fc.double({ min: 0, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(value, value, fc.tuple(value, value), (highest, usual, [a, b]) => {
      const scale = valueScale(highest, usual);
      expect(scale.at(0)).toBe(0);
      expect(scale.at(Math.max(1, highest))).toBeCloseTo(1);
      expect(scale.at(Math.min(a, b))).toBeLessThanOrEqual(scale.at(Math.max(a, b)));
      expect(scale.ticks.length).toBeLessThan(12);
    }),
  );
});
