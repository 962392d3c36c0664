import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition, ConditionOperator } from "../../src/lang/datadog/condition.ts";
import type { DatadogCase, DatadogQuery, DatadogThresholdMethod } from "../../src/rule/rule.ts";
import { nowhere } from "../../src/source/span.ts";
import { expectSame, settings } from "./compare.ts";
import { datadogQuery, equals, field, run } from "./fixtures.ts";
import { type DatadogThresholdCase, datadogThresholdOracle, type OracleQuery } from "./oracle/datadog-threshold.ts";
import { histories } from "./oracle/history.ts";

const span = nowhere;

function is(label: string, operator: ConditionOperator, number: number): Condition {
  return { kind: "comparison", label, operator, number, span };
}

function caseOf(status: DatadogCase["status"], condition: Condition | null): DatadogCase {
  return { name: `${status} case`, status, condition, conditionText: "", notifications: [] };
}

function queryOf(query: OracleQuery): DatadogQuery {
  const fields = query.over.map(field);
  return datadogQuery({
    ...query,
    predicate: equals("kind", query.kind),
    groupBy: query.groupBy.map(field),
    distinct: query.aggregation === "cardinality" ? fields : [],
    metric: query.aggregation === "sum" || query.aggregation === "max" ? (fields[0] ?? null) : null,
  });
}

function methodOf(rule: DatadogThresholdCase): DatadogThresholdMethod {
  return { ...rule, kind: "datadog_threshold", queries: rule.queries.map(queryOf) };
}

const aggregations = fc.constantFrom<Pick<OracleQuery, "aggregation" | "over">>(
  { aggregation: "count", over: [] },
  { aggregation: "cardinality", over: ["item"] },
  { aggregation: "cardinality", over: ["item", "size"] },
  { aggregation: "sum", over: ["size"] },
  { aggregation: "max", over: ["size"] },
);

const comparison = fc
  .tuple(
    fc.constantFrom("a", "b"),
    fc.constantFrom<ConditionOperator>(">", ">", ">=", "<", "<="),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([label, operator, number]) => is(label, operator, number));

const plain = fc.oneof(
  comparison,
  fc
    .tuple(fc.constantFrom("all" as const, "any" as const), fc.array(comparison, { minLength: 2, maxLength: 3 }))
    .map(([kind, operands]): Condition => ({ kind, operands, span })),
);

function following(first: Condition, then: Condition): Condition {
  return { kind: "then", first, then, span };
}

const thens = fc.tuple(plain, plain).map(([first, second]) => following(first, second));

const conditions = fc.oneof(
  { weight: 3, arbitrary: plain },
  { weight: 3, arbitrary: thens },
  {
    weight: 1,
    arbitrary: fc.tuple(thens, plain).map(([a, b]): Condition => ({ kind: "any", operands: [a, b], span })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(thens, plain).map(([a, b]) => following(a, b)),
  },
  { weight: 1, arbitrary: fc.constant(null) },
);

const rules: fc.Arbitrary<DatadogThresholdCase> = fc
  .record({
    aggregations: fc.tuple(aggregations, aggregations),
    groups: fc.constantFrom(
      { groupBy: [["user"], ["user"]], optionalGroups: false },
      { groupBy: [["user"], ["item"]], optionalGroups: true },
      { groupBy: [[], []], optionalGroups: false },
    ),
    two: fc.boolean(),
    conditions: fc.array(fc.tuple(fc.constantFrom<DatadogCase["status"]>("info", "medium", "high"), conditions), {
      minLength: 1,
      maxLength: 3,
    }),
    evaluationWindow: fc.constantFrom(0, 10, 20, 40),
    keepAlive: fc.constantFrom(0, 10, 30, 60),
    maxSignalDuration: fc.constantFrom(0, 20, 60, 80),
  })
  .map(({ aggregations: each, groups, two, conditions: cases, ...windows }) => {
    const both = each.map((aggregation, index) => ({
      ...aggregation,
      label: index === 0 ? "a" : "b",
      kind: index === 0 ? "x" : "y",
      groupBy: groups.groupBy[index] ?? [],
      optionalGroups: groups.optionalGroups,
    }));
    return {
      queries: two ? both : both.slice(0, 1),
      cases: cases.map(([status, condition]) => caseOf(status, condition)),
      windows,
    };
  });

const WINDOWS = { evaluationWindow: 300, keepAlive: 600, maxSignalDuration: 3600 };

function event(id: string, time: number, kind: string, user = "ann") {
  return { event_id: id, time, kind: [kind], user: [user], outcome: "success", secrets: [id] };
}

function counting(cases: readonly DatadogCase[], windows = WINDOWS): DatadogThresholdMethod {
  const queries = ["x", "y"].map((kind, index) =>
    datadogQuery({ label: index === 0 ? "a" : "b", predicate: equals("kind", kind), groupBy: [field("user")] }),
  );
  return { kind: "datadog_threshold", queries, cases, windows };
}

describe("datadog threshold", () => {
  test("is what the oracle says on random histories", async () => {
    await fc.assert(
      fc.asyncProperty(histories(10, 14), settings(10, 15), rules, async (events, setting, rule) => {
        await expectSame(methodOf(rule), events, datadogThresholdOracle(events, rule), setting);
      }),
      { numRuns: 1_200 },
    );
  });

  test("the first case that holds counts; a higher one later raises, a lower one does not lower", async () => {
    const method = counting([caseOf("high", is("a", ">", 2)), caseOf("low", is("a", ">", 1))]);
    const events = [1, 2, 3, 400].map((time, index) => event(`e${index}`, time, "x"));
    const { detections } = await run(method, events);
    expect(detections).toHaveLength(1);
    expect(detections[0]).toMatchObject({
      entity: { user: "ann" },
      opened: { time: 2, key: "e1" },
      severity: "high",
      caseName: "high case",
      events: { total: 4, ids: ["e0", "e1", "e2", "e3"] },
      evidence: { counts: { a: 3 }, window: { from: -296, to: 4 } },
    });
  });

  test("THEN needs an order; the same event is not later than itself", async () => {
    const method = counting([caseOf("high", following(is("a", ">", 0), is("b", ">", 0)))]);
    const found = async (...events: ReturnType<typeof event>[]) =>
      (await run(method, events)).detections.map((each) => each.opened.key);
    expect(await found(event("1", 1, "x"), event("2", 2, "y"))).toEqual(["2"]);
    expect(await found(event("1", 1, "y"), event("2", 2, "x"), event("3", 3, "x"))).toEqual([]);
    expect(await found({ ...event("1", 1, "x"), kind: ["x", "y"] })).toEqual([]);
    expect(await found(event("1", 0, "x"), event("2", 300, "y"))).toEqual([]);
    expect(await found(event("1", 1, "x"), event("2", 300, "y"))).toEqual(["2"]);
  });

  test("a continuing burst opens a second signal after the longest duration", async () => {
    const method = counting([caseOf("low", is("a", ">", 0))], { ...WINDOWS, maxSignalDuration: 1200 });
    const events = Array.from({ length: 25 }, (_, index) => event(`e${100 + index}`, index * 100, "x"));
    const { detections } = await run(method, events);
    expect(detections.map((each) => [each.opened.time, each.events.total])).toEqual([
      [0, 12],
      [1200, 14],
      [2400, 3],
    ]);
  });

  test("events that two queries leave without a group count once", async () => {
    const lost = { event_id: "lost", time: 1, kind: ["x", "y"] };
    const result = await run(counting([caseOf("low", is("a", ">", 0))]), [lost]);
    expect(result).toEqual({ detections: [], insufficientBaseline: 0, missingGroup: 1 });
  });

  test("a THEN over a crowded window stays fast", async () => {
    const method = counting([caseOf("high", following(is("a", ">", 0), is("b", ">", 9)))]);
    const events = Array.from({ length: 20_000 }, (_, index) => event(`e${10_000 + index}`, index % 250, "x"));
    expect((await run(method, events)).detections).toEqual([]);
  });
});
