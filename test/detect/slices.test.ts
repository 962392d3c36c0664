import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition } from "../../src/lang/datadog/condition.ts";
import type { Method, Schedule } from "../../src/rule/rule.ts";
import { nowhere } from "../../src/source/span.ts";
import { datadogQuery, equals, field, IS_X } from "./fixtures.ts";
import { histories, toMemory } from "./oracle/history.ts";
import { expectSlice, ranges, runSlice, type SliceCounts } from "./slices.ts";

const STEP = 10;
const SPREAD = 60;

/** Long, thin histories, with windows that are short against them. */
const thin = histories(STEP, SPREAD, 60, 25);

function newCounts(): SliceCounts {
  return { slices: 0, detections: 0, bounded: 0, again: 0 };
}

async function check(rules: fc.Arbitrary<{ method: Method; schedule?: Schedule }>): Promise<SliceCounts> {
  const counts = newCounts();
  await fc.assert(
    fc.asyncProperty(thin, ranges(STEP, SPREAD), rules, async (events, range, { method, schedule }) => {
      await expectSlice(method, events.map(toMemory), range, counts, schedule);
    }),
    { numRuns: 700 },
  );
  return counts;
}

/** The comparison means something: many slices read a part, some had to go back, and there was something to find. */
function expectMeaning({ slices, detections, bounded, again }: SliceCounts): void {
  expect(bounded).toBeGreaterThan(slices / 3);
  expect(again).toBeGreaterThan(slices / 100);
  expect(detections).toBeGreaterThan(slices / 5);
}

function atLeast(label: string, number: number): Condition {
  return { kind: "comparison", label, operator: ">=", number, span: nowhere };
}

describe("a slice finds what the whole finds in it", () => {
  test("new terms", async () => {
    const counts = await check(
      fc
        .record({
          terms: fc.constantFrom(["user"], ["user", "item"]),
          history: fc.constantFrom(10, 50, 200, 1_000),
        })
        .map(({ terms, history }) => ({
          method: { kind: "new_terms", predicate: IS_X, terms: terms.map(field), history },
        })),
    );
    expect(counts.bounded).toBe(counts.slices);
    expect(counts.detections).toBeGreaterThan(300);
  });

  test("threshold (Elastic)", async () => {
    const rules = fc.record({
      fields: fc.constantFrom([], ["user"], ["user", "item"]),
      value: fc.integer({ min: 1, max: 4 }),
      cardinality: fc.constantFrom([], [{ field: field("item"), value: 2 }]),
      interval: fc.constantFrom(15, 20, 30, 50),
      lookback: fc.constantFrom(10, 30, 50, 75),
    });
    const counts = await check(
      rules.map(({ fields, value, cardinality, ...schedule }) => ({
        method: { kind: "elastic_threshold", predicate: IS_X, fields: fields.map(field), value, cardinality },
        schedule,
      })),
    );
    expectMeaning(counts);
  });

  test("threshold (Datadog)", async () => {
    const rules = fc.record({
      second: fc.constantFrom("user", "item"),
      aggregation: fc.constantFrom("count" as const, "cardinality" as const, "max" as const),
      optionalGroups: fc.boolean(),
      high: fc.integer({ min: 2, max: 4 }),
      low: fc.integer({ min: 1, max: 3 }),
      evaluationWindow: fc.constantFrom(0, 10, 30),
      keepAlive: fc.constantFrom(0, 10, 30, 60),
      maxSignalDuration: fc.constantFrom(0, 20, 60),
    });
    const counts = await check(
      rules.map(({ second, aggregation, optionalGroups, high, low, ...windows }) => ({
        method: {
          kind: "datadog_threshold",
          queries: [
            datadogQuery({
              groupBy: [field("user")],
              optionalGroups,
              aggregation,
              distinct: aggregation === "cardinality" ? [field("item")] : [],
              metric: aggregation === "max" ? field("size") : null,
            }),
            datadogQuery({
              label: "b",
              predicate: equals("kind", "y"),
              groupBy: [field(second)],
              optionalGroups,
            }),
          ],
          cases: [
            { name: "1", status: "high", condition: atLeast("a", high), conditionText: "", notifications: [] },
            { name: "2", status: "low", condition: atLeast("b", low), conditionText: "", notifications: [] },
          ],
          windows,
        },
      })),
    );
    expectMeaning(counts);
  });

  test("new value", async () => {
    const rules = fc.record({
      groupBy: fc.constantFrom([], ["user"]),
      optionalGroups: fc.boolean(),
      values: fc.constantFrom(["item"], ["item", "size"]),
      learning: fc.oneof(
        fc.constantFrom(0, 50).map((duration) => ({ method: "duration" as const, duration })),
        fc.constantFrom(0 as const, 1 as const).map((values) => ({ method: "threshold" as const, values })),
      ),
      forgetAfter: fc.constantFrom(10, 40, 100),
      instantaneousBaseline: fc.boolean(),
      keepAlive: fc.constantFrom(0, 10, 30),
      maxSignalDuration: fc.constantFrom(0, 30, 80),
    });
    const counts = await check(
      rules.map(({ groupBy, optionalGroups, values, keepAlive, maxSignalDuration, ...rest }) => ({
        method: {
          kind: "new_value",
          ...rest,
          query: datadogQuery({ groupBy: groupBy.map(field), optionalGroups }),
          values: values.map(field),
          status: "low",
          caseName: "",
          windows: { evaluationWindow: 0, keepAlive, maxSignalDuration },
        },
      })),
    );
    expectMeaning(counts);
  });
});

describe("a slice reads no more than it needs", () => {
  const calm = Array.from({ length: 500 }, (_, index) => ({
    time: index * 100,
    event_id: `e${index}`,
    kind: ["x"],
    user: ["ann"],
    item: ["p"],
  }));
  const range = { from: 49_000, to: 49_500 };

  test.each<[string, Method, number]>([
    ["new terms", { kind: "new_terms", predicate: IS_X, terms: [field("user")], history: 1e6 }, 0],
    [
      "threshold (Elastic)",
      { kind: "elastic_threshold", predicate: IS_X, fields: [field("user")], value: 20, cardinality: [] },
      900,
    ],
    [
      "threshold (Datadog)",
      {
        kind: "datadog_threshold",
        queries: [datadogQuery({ groupBy: [field("user")] })],
        cases: [{ name: "", status: "low", condition: atLeast("a", 9), conditionText: "", notifications: [] }],
        windows: { evaluationWindow: 400, keepAlive: 600, maxSignalDuration: 9_000 },
      },
      400,
    ],
    [
      "new value",
      {
        kind: "new_value",
        query: datadogQuery({ groupBy: [field("user")] }),
        values: [field("item")],
        status: "low",
        caseName: "",
        windows: { evaluationWindow: 0, keepAlive: 600, maxSignalDuration: 9_000 },
        learning: { method: "threshold", values: 1 },
        forgetAfter: 1e6,
        instantaneousBaseline: false,
      },
      0,
    ],
  ])("%s", async (_, method, back) => {
    const { result, reads } = await runSlice(method, calm, range, { interval: 300, lookback: 600 });
    expect(result.detections).toEqual([]);
    expect(reads).toEqual({ back, times: 1 });
  });

  test("sums of fractions are read from the beginning, for their last digit depends on it", async () => {
    const method: Method = {
      kind: "datadog_threshold",
      queries: [datadogQuery({ aggregation: "sum", metric: field("size"), groupBy: [field("user")] })],
      cases: [{ name: "", status: "low", condition: atLeast("a", 1e9), conditionText: "", notifications: [] }],
      windows: { evaluationWindow: 400, keepAlive: 600, maxSignalDuration: 9_000 },
    };
    const { reads } = await runSlice(method, calm, range);
    expect(reads).toEqual({ back: Number.POSITIVE_INFINITY, times: 1 });
  });
});
