import fc from "fast-check";
import { describe, test } from "vitest";
import { reevaluateFrom } from "../../../src/engine/live/reach.ts";
import type { Condition } from "../../../src/lang/datadog/condition.ts";
import type { Method, Rule, Schedule } from "../../../src/rule/rule.ts";
import { nowhere } from "../../../src/source/span.ts";
import { DAY, HOUR } from "../../../src/util/duration.ts";
import { datadogQuery, equals, field, IS_X, ruleOf } from "../../detect/fixtures.ts";
import { type Claims, type Counts, expectMeaning, expectReach, newCounts } from "./reach-cases.ts";
import { changes } from "./reach-changes.ts";

const STEP = 10;
const SPREAD = 40;

type Policy = Pick<Rule, "suppression" | "maxSignals">;

const ALONE: Policy = { suppression: null, maxSignals: null };

/** Suppression per run, with a duration, or none; with and without a cap. */
function policies(durations: readonly number[]): fc.Arbitrary<Policy> {
  const suppression = fc.option(
    fc.record({
      groupBy: fc.constantFrom([], [field("user")], [field("user"), field("item")]),
      duration: fc.constantFrom(null, ...durations),
      missingFields: fc.constantFrom("suppress" as const, "doNotSuppress" as const),
    }),
    { freq: 2 },
  );
  return fc.record({ suppression, maxSignals: fc.constantFrom(null, null, null, 1, 2, 3) });
}

/** No reach at all; the reach of the method without that of suppression and cap, and the other way round. */
const NO_REACH: Partial<Claims> = { from: (_, earliest) => earliest };
const NO_RUNS: Partial<Claims> = { from: (rule, earliest) => reevaluateFrom({ ...rule, ...ALONE }, earliest) };
const NO_METHOD: Partial<Claims> = {
  from: (rule, earliest) => reevaluateFrom({ ...rule, method: { kind: "query", predicate: IS_X } }, earliest),
};
/** Half of the way from the event to the start. */
const HALF: Partial<Claims> = { from: (rule, earliest) => (earliest + reevaluateFrom(rule, earliest)) / 2 };

interface Drawn {
  readonly method: Method;
  readonly schedule?: Schedule;
  readonly policy: Policy;
  readonly lengths: readonly number[];
}

async function check(
  drawn: fc.Arbitrary<Drawn>,
  mutants: Readonly<Record<string, Partial<Claims>>>,
  { step, runs }: { readonly step: number; readonly runs: number } = { step: STEP, runs: 3_000 },
): Promise<Counts> {
  const counts = newCounts();
  const cases = drawn.chain((each) => fc.tuple(fc.constant(each), changes(step, SPREAD, each.lengths)));
  await fc.assert(
    fc.asyncProperty(cases, async ([{ method, schedule, policy }, change]) => {
      await expectReach({ ...ruleOf(method, schedule), ...policy }, change, counts, mutants);
    }),
    { numRuns: runs },
  );
  return counts;
}

function compare(label: string, operator: ">" | ">=" | "<", number: number): Condition {
  return { kind: "comparison", label, operator, number, span: nowhere };
}

function inOrder(first: Condition, then: Condition): Condition {
  return { kind: "then", first, then, span: nowhere };
}

describe("a change changes no alert before its reach", () => {
  const interval = 40;
  const schedule = { interval, lookback: 50 };

  test("query", async () => {
    const drawn = policies([15, 30, 90]).map((policy) => ({
      method: { kind: "query" as const, predicate: IS_X },
      schedule,
      policy,
      lengths: [interval, policy.suppression?.duration ?? 0],
    }));
    const counts = await check(drawn, { NO_REACH, NO_RUNS, HALF });
    expectMeaning(counts);
  });

  test("new terms", async () => {
    const hours = { interval: 10 * HOUR, lookback: 10 * HOUR };
    const drawn = fc
      .record({
        terms: fc.constantFrom(["user"], ["user", "item"]),
        history: fc.constantFrom(0, 5, 20, 24, 30, 100),
        policy: policies([5 * HOUR, 40 * HOUR]),
      })
      .map(({ terms, history, policy }) => ({
        method: { kind: "new_terms" as const, predicate: IS_X, terms: terms.map(field), history: history * HOUR },
        schedule: hours,
        policy,
        lengths: [DAY, policy.suppression?.duration ?? 0],
      }));
    const mutants = { NO_REACH, NO_RUNS, NO_METHOD, HALF, NO_FIRST: { dependsOnFirst: () => false } };
    const counts = await check(drawn, mutants, { step: 5 * HOUR, runs: 3_000 });
    expectMeaning(counts);
  });

  test("threshold (Elastic)", async () => {
    const drawn = fc
      .record({
        fields: fc.constantFrom([], ["user"], ["user", "item"]),
        value: fc.integer({ min: 1, max: 4 }),
        cardinality: fc.constantFrom([], [], [{ field: field("item"), value: 2 }]),
        times: fc.record({ interval: fc.constantFrom(15, 30, 50), lookback: fc.constantFrom(10, 30, 50, 75) }),
        policy: policies([15, 30, 90]),
      })
      .map(({ fields, value, cardinality, times, policy }) => ({
        method: {
          kind: "elastic_threshold" as const,
          predicate: IS_X,
          fields: fields.map(field),
          value,
          cardinality,
        },
        schedule: times,
        policy,
        lengths: [times.interval, times.lookback, policy.suppression?.duration ?? 0],
      }));
    const counts = await check(drawn, { NO_REACH, NO_RUNS, NO_METHOD, HALF });
    expectMeaning(counts);
  });

  const windows = fc.record({
    evaluationWindow: fc.constantFrom(0, 10, 30),
    keepAlive: fc.constantFrom(0, 10, 30, 60),
    maxSignalDuration: fc.constantFrom(0, 20, 60, 100),
  });

  test("threshold (Datadog)", async () => {
    const number = fc.integer({ min: 1, max: 3 });
    const condition = fc.oneof(
      fc.record({ label: fc.constantFrom("a", "b"), number }).map(({ label, number }) => compare(label, ">=", number)),
      number.map(
        (n): Condition => ({
          kind: "all",
          operands: [compare("a", ">=", n), compare("b", "<", 3)],
          span: nowhere,
        }),
      ),
      number.map(
        (n): Condition => ({
          kind: "any",
          operands: [compare("a", ">", n), compare("b", ">", n)],
          span: nowhere,
        }),
      ),
      number.map((n) => inOrder(compare("a", ">=", n), compare("b", ">=", 1))),
    );
    const drawn = fc
      .record({
        aggregation: fc.constantFrom("count" as const, "cardinality" as const, "max" as const, "sum" as const),
        optionalGroups: fc.boolean(),
        conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
        times: windows,
      })
      .map(({ aggregation, optionalGroups, conditions, times }) => ({
        method: {
          kind: "datadog_threshold" as const,
          queries: [
            datadogQuery({
              groupBy: [field("user")],
              optionalGroups,
              aggregation,
              distinct: aggregation === "cardinality" ? [field("item")] : [],
              metric: aggregation === "max" || aggregation === "sum" ? field("size") : null,
            }),
            datadogQuery({ label: "b", predicate: equals("kind", "y"), groupBy: [field("user")], optionalGroups }),
          ],
          cases: conditions.map((each, index) => ({
            name: String(index),
            status: (["low", "high", "medium"] as const)[index] ?? "low",
            condition: each,
            conditionText: "",
            notifications: [],
          })),
          windows: times,
        },
        policy: ALONE,
        lengths: [times.maxSignalDuration, times.keepAlive],
      }));
    const counts = await check(drawn, { NO_REACH, HALF });
    expectMeaning(counts);
  });

  test("new value", async () => {
    const drawn = fc
      .record({
        groupBy: fc.constantFrom([], ["user"]),
        optionalGroups: fc.boolean(),
        values: fc.constantFrom(["item"], ["item", "size"]),
        learning: fc.oneof(
          fc.constantFrom(0, 50).map((duration) => ({ method: "duration" as const, duration })),
          fc.constantFrom(0 as const, 1 as const).map((values) => ({ method: "threshold" as const, values })),
        ),
        forgetAfter: fc.constantFrom(10, 40, 100),
        instantaneousBaseline: fc.boolean(),
        times: windows,
      })
      .map(({ groupBy, optionalGroups, values, times, ...rest }) => ({
        method: {
          kind: "new_value" as const,
          ...rest,
          query: datadogQuery({ groupBy: groupBy.map(field), optionalGroups }),
          values: values.map(field),
          status: "low" as const,
          caseName: "",
          windows: times,
        },
        policy: ALONE,
        lengths: [times.maxSignalDuration, times.keepAlive],
      }));
    const counts = await check(drawn, { NO_REACH, HALF, NO_FIRST: { dependsOnFirst: () => false } });
    expectMeaning(counts);
  });
});
