import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leastEvents } from "../../src/detect/datadog/least-events.ts";
import { detect } from "../../src/detect/detect.ts";
import type { TimeRange } from "../../src/detect/detection.ts";
import { areSingle } from "../../src/detect/sparse.ts";
import type { Field, Value } from "../../src/ir/expr.ts";
import { holds } from "../../src/ir/holds.ts";
import type { Plan } from "../../src/ir/plan.ts";
import type { Condition } from "../../src/lang/datadog/condition.ts";
import type { DatadogCase, DatadogQuery, Method } from "../../src/rule/rule.ts";
import { nowhere } from "../../src/source/span.ts";
import { DAY, HOUR } from "../../src/util/duration.ts";
import { ALL, datadogQuery, field, IS_X, ruleOf } from "./fixtures.ts";
import { type MemoryEvent, memoryRows } from "./memory-plan.ts";
import { histories, toMemory } from "./oracle/history.ts";

function single(name: string): Field {
  return { ...field(name), value: { kind: "column", column: name, type: "text", many: false } };
}

function whenFirst(operator: ">" | ">=" | "<", number: number): Condition {
  return { kind: "comparison", label: "a", operator, number, span: nowhere };
}

function caseOf(condition: Condition | null): DatadogCase {
  return { name: "", status: "low", condition, conditionText: "", notifications: [] };
}

/** `user` and `item` with one element at most. */
function narrowedTo(event: MemoryEvent): MemoryEvent {
  const first = (name: string) => (event[name] as readonly string[] | undefined)?.slice(0, 1) ?? [];
  return { ...event, one: first("user"), other: first("item") };
}

const WINDOWS = { evaluationWindow: HOUR, keepAlive: 10 * HOUR, maxSignalDuration: 2 * DAY };

const METHODS: readonly Method[] = [
  { kind: "new_terms", predicate: IS_X, terms: [field("user")], history: 2 * DAY },
  { kind: "new_terms", predicate: IS_X, terms: [single("one"), field("item")], history: DAY + HOUR },
  ...[field("user"), single("one")].map(
    (by): Method => ({
      kind: "new_value",
      query: datadogQuery({ groupBy: [by], optionalGroups: true }),
      values: [single("other")],
      status: "low",
      caseName: "",
      windows: WINDOWS,
      learning: { method: "threshold", values: 1 },
      forgetAfter: 2 * DAY,
      instantaneousBaseline: false,
    }),
  ),
  { kind: "elastic_threshold", predicate: IS_X, fields: [], value: 4, cardinality: [] },
  {
    kind: "elastic_threshold",
    predicate: IS_X,
    fields: [field("user")],
    value: 1,
    cardinality: [{ field: single("other"), value: 2 }],
  },
  {
    kind: "datadog_threshold",
    queries: [datadogQuery({ groupBy: [field("user")], aggregation: "cardinality", distinct: [single("other")] })],
    cases: [caseOf(whenFirst(">", 1.5)), caseOf(whenFirst(">=", 3))],
    windows: { ...WINDOWS, evaluationWindow: 8 * HOUR },
  },
];

describe("rows that are said not to be needed", () => {
  function withoutHints(plan: Plan): Plan {
    if (plan.kind === "crowded" || plan.kind === "thinned") return withoutHints(plan.input);
    return plan.kind === "sort" || plan.kind === "explode" ? { ...plan, input: withoutHints(plan.input) } : plan;
  }

  test("change nothing when exactly those are left out", async () => {
    let detections = 0;
    let left = 0;
    let all = 0;
    const schedule = { interval: 5 * HOUR, lookback: 9 * HOUR };
    const cases = fc.record({
      events: histories(5 * HOUR, 60, 60, 20),
      cut: fc.option(fc.integer({ min: 0, max: 60 }).map((index) => index * 5 * HOUR)),
    });
    for (const { events, cut } of fc.sample(cases, { numRuns: 60, seed: 11 })) {
      const memory = memoryRows(events.map(toMemory).map(narrowedTo), holds);
      const times = events.map(({ time }) => time);
      const stored = { first: Math.min(...times), last: Math.max(...times) };
      const range: TimeRange = cut === null ? ALL : { from: cut, to: cut + 4 * DAY };
      for (const method of METHODS) {
        const found = async (hint: (plan: Plan) => Plan, count: () => void) => {
          const rows = async function* (plan: Plan) {
            for await (const row of memory(hint(plan))) {
              count();
              yield row;
            }
          };
          return detect(ruleOf(method, schedule), { rows, range, stored, onCut: () => undefined });
        };
        const sparse = await found(
          (plan) => plan,
          () => left++,
        );
        expect(sparse).toEqual(await found(withoutHints, () => all++));
        detections += sparse.detections.length;
      }
    }
    expect(detections).toBeGreaterThan(200);
    expect(left).toBeLessThan(0.9 * all);
  });
});

describe("events without which no case of a Datadog threshold holds", () => {
  const least = (condition: Condition | null, query: Partial<DatadogQuery> = {}) =>
    leastEvents({ queries: [datadogQuery(query)], cases: [caseOf(condition)] });
  const many = (kind: "all" | "any", ...operands: Condition[]): Condition => ({ kind, operands, span: nowhere });

  test("follow from comparisons with counts", () => {
    expect(least(whenFirst(">", 4))).toBe(5);
    expect(least(whenFirst(">", 4.5))).toBe(5);
    expect(least(whenFirst(">=", 4))).toBe(4);
    expect(least(whenFirst(">=", 4.5))).toBe(5);
    expect(least(whenFirst("<", 4))).toBe(1);
    expect(least(whenFirst(">", -3))).toBe(1);
    expect(least(null)).toBe(1);
    expect(least(many("all", whenFirst(">", 4), whenFirst("<", 9)))).toBe(5);
    expect(least(many("any", whenFirst(">", 4), whenFirst(">", 2)))).toBe(3);
  });

  test("are one where an event can add more, or less", () => {
    expect(least(whenFirst(">", 4), { aggregation: "sum" })).toBe(1);
    expect(least(whenFirst(">", 4), { aggregation: "max" })).toBe(1);
    expect(least(whenFirst(">", 4), { aggregation: "cardinality", distinct: [field("item")] })).toBe(1);
    expect(least(whenFirst(">", 4), { aggregation: "cardinality", distinct: [single("one")] })).toBe(5);
  });

  test("are not known of several queries, and are those of the easiest case", () => {
    const queries = [datadogQuery({}), datadogQuery({ label: "b" })];
    expect(leastEvents({ queries, cases: [caseOf(whenFirst(">", 4))] })).toBe(1);
    const cases = [caseOf(whenFirst(">", 9)), caseOf(whenFirst(">", 4))];
    expect(leastEvents({ queries: queries.slice(0, 1), cases })).toBe(5);
  });
});

test("fields of one element at most are columns without lists, and what is made of them", () => {
  const of = (value: Value) => areSingle([{ ...field("f"), value }]);
  const column = single("one").value;
  expect(of(column)).toBe(true);
  expect(of({ kind: "first", values: [column, { kind: "constant", text: "N/A" }] })).toBe(true);
  expect(of({ kind: "pruned", value: column })).toBe(true);
  expect(of(field("user").value)).toBe(false);
  expect(of({ kind: "all", values: [column, column] })).toBe(false);
  expect(of({ kind: "path", column: "request_parameters", keys: ["name"] })).toBe(false);
  expect(of({ kind: "column", column: "resources", type: "json", many: false })).toBe(false);
});
