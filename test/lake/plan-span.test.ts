import fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan } from "../../src/ir/plan.ts";
import { overlaps, spanOf } from "../../src/lake/plan-span.ts";

const time = fc.option(fc.integer({ min: 0, max: 20 }), { nil: null });
const bounds = fc.array(fc.record({ from: time, to: time }), { maxLength: 4 });
const EVENTS: Plan = { kind: "events" };

test("a part that is left out holds no event that the plan looks at", () => {
  fc.assert(
    fc.property(bounds, fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 }), (list, times) => {
      const base = list.reduce<Plan>((input, { from, to }) => ({ kind: "between", input, from, to }) as Plan, EVENTS);
      const plan: Plan = { kind: "sort", by: [], input: { kind: "aggregate", by: [], measures: [], input: base } };
      const seen = times.some((t) =>
        list.every(({ from, to }) => (from === null || t >= from) && (to === null || t < to)),
      );
      const part = { first: Math.min(...times), last: Math.max(...times) };
      if (seen) expect(overlaps(part, spanOf(plan))).toBe(true);
    }),
  );
});

test("bounds are inclusive at the start and exclusive at the end", () => {
  const span = spanOf({ kind: "between", input: { kind: "events" }, from: 10, to: 20 });
  expect(span).toEqual({ from: 10, to: 20 });
  expect(overlaps({ first: 0, last: 10 }, span)).toBe(true);
  expect(overlaps({ first: 0, last: 9 }, span)).toBe(false);
  expect(overlaps({ first: 19, last: 30 }, span)).toBe(true);
  expect(overlaps({ first: 20, last: 30 }, span)).toBe(false);
});
