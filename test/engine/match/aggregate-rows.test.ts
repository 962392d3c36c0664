import fc from "fast-check";
import { expect, test } from "vitest";
import { aggregateRows } from "../../../src/engine/match/aggregate-rows.ts";
import { compareCells, sortRows } from "../../../src/engine/match/sort-rows.ts";
import type { Cell, Measure } from "../../../src/ir/plan.ts";

const text = fc.constantFrom(null, "a", "b", "\u{1F600}", "\uFFFD", "1");
const number = fc.constantFrom(null, 1, 2, 10);
const row = fc.record({ g: text, h: number, n: number });
const measures: readonly Measure[] = [
  { name: "count", fn: "count" },
  { name: "kinds", fn: "count_distinct", column: "n" },
  { name: "sum", fn: "sum", column: "n" },
  { name: "min", fn: "min", column: "n" },
  { name: "max", fn: "max", column: "n" },
];

test("every measure of every group, from its definition", () => {
  fc.assert(
    fc.property(fc.array(row), fc.subarray(["g", "h"] as const), (rows, by) => {
      const found = aggregateRows({ kind: "aggregate", input: { kind: "events" }, by, measures }, rows) ?? [];
      const keyOf = (each: Readonly<Record<string, unknown>>) => JSON.stringify(by.map((name) => each[name]));
      const keys = new Set(rows.map(keyOf));
      if (by.length === 0) keys.add("[]");
      expect(new Set(found.map(keyOf))).toEqual(keys);
      expect(found.length).toBe(keys.size);
      for (const group of found) {
        const own = rows.filter((each) => keyOf(each) === keyOf(group));
        const numbers = own.map(({ n }) => n).filter((n) => n !== null);
        expect(group["count"]).toBe(own.length);
        expect(group["kinds"]).toBe(new Set(numbers).size);
        expect(group["sum"]).toBe(numbers.length === 0 ? null : numbers.reduce((a, b) => a + b, 0));
        expect(group["min"]).toBe(numbers.length === 0 ? null : Math.min(...numbers));
        expect(group["max"]).toBe(numbers.length === 0 ? null : Math.max(...numbers));
      }
    }),
    { seed: 1 },
  );
});

test("sums of fractions are left to the database", () => {
  const sum = {
    kind: "aggregate",
    input: { kind: "events" },
    by: [],
    measures: [{ name: "s", fn: "sum", column: "n" }],
  } as const;
  expect(aggregateRows(sum, [{ n: 0.5 }, { n: 1 }])).toBeNull();
  expect(aggregateRows(sum, [{ n: Number.MAX_SAFE_INTEGER }, { n: 1 }])).toBeNull();
});

test("rows are sorted by the columns in turn, and ties keep their order", () => {
  fc.assert(
    fc.property(fc.array(row), fc.shuffledSubarray(["g", "h", "n"] as const), (rows, by) => {
      const numbered = rows.map((each, at): Record<string, Cell> => ({ ...each, at }));
      const sorted = sortRows(numbered, by);
      const expected = [...numbered].sort((a, b) => {
        for (const name of [...by, "at"]) {
          const order = compareCells(a[name] ?? null, b[name] ?? null);
          if (order !== 0) return order;
        }
        return 0;
      });
      expect(sorted).toEqual(expected);
    }),
    { seed: 2 },
  );
});

test("text by code point, nulls first", () => {
  expect(["b", "\u{1F600}", null, "\uFFFD", "a"].sort(compareCells)).toEqual([null, "a", "b", "\uFFFD", "\u{1F600}"]);
});
