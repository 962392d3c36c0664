import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TimeRange } from "../../src/detect/detection.ts";
import { type Evaluated, evaluateRule } from "../../src/engine/evaluate.ts";
import { holds } from "../../src/ir/holds.ts";
import type { Plan } from "../../src/ir/plan.ts";
import type { AlertSuppression, Method, Rule } from "../../src/rule/rule.ts";
import { ALL, field, IS_X, ruleOf } from "../detect/fixtures.ts";
import { memoryRows } from "../detect/memory-plan.ts";
import { histories, isX, type OracleEvent, ordered, toMemory } from "../detect/oracle/history.ts";

const STEP = 10;
const SPREAD = 60;
const INTERVAL = 40;

const thin = histories(STEP, SPREAD, 40, 10);

const suppressions: fc.Arbitrary<AlertSuppression | null> = fc.option(
  fc.record({
    groupBy: fc.constantFrom([], [field("user")], [field("user")], [field("user"), field("item")]),
    duration: fc.constantFrom(null, 15, 30, 40, 90, 250),
    missingFields: fc.constantFrom("suppress" as const, "doNotSuppress" as const),
  }),
  { freq: 8 },
);

const QUERY: Method = { kind: "query", predicate: IS_X };

const policies = fc.record({ suppression: suppressions, maxSignals: fc.constantFrom(null, 1, 2, 3, 100) });

function makeRule(method: Method, policy: Pick<Rule, "suppression" | "maxSignals">): Rule {
  return { ...ruleOf(method, { interval: INTERVAL, lookback: INTERVAL }), ...policy };
}

const edge = fc.integer({ min: -1, max: (SPREAD + 2) * STEP });

const ranges: fc.Arbitrary<TimeRange> = fc
  .tuple(fc.option(edge, { freq: 8 }), fc.option(edge, { freq: 4 }))
  .map(([a, b]) => (a !== null && b !== null && a > b ? { from: b, to: a } : { from: a, to: b }));

interface Read {
  /** Earliest time that events were selected from; minus infinity: all of them. */
  back: number;
  selects: number;
}

async function evaluate(
  rule: Rule,
  events: readonly OracleEvent[],
  range: TimeRange,
  reads?: Read,
): Promise<Evaluated> {
  const times = events.map(({ time }) => time);
  const memory = memoryRows(events.map(toMemory), holds);
  const rows = (plan: Plan) => {
    if (reads !== undefined && plan.kind === "sort") {
      reads.back = Math.min(reads.back, startOf(plan));
      reads.selects += 1;
    }
    return memory(plan);
  };
  const stored = events.length === 0 ? null : { first: Math.min(...times), last: Math.max(...times) };
  return evaluateRule(rule, { rows, range, stored });
}

function startOf(plan: Plan): number {
  if (plan.kind === "events") return Number.NEGATIVE_INFINITY;
  return plan.kind === "between" && plan.from !== null ? plan.from : startOf(plan.input);
}

const runStart = (time: number) => Math.floor(time / INTERVAL) * INTERVAL;

/** The words of the definition, for a query rule, over everything that is stored; then the cut. */
function expected(rule: Rule, all: readonly OracleEvent[], { from, to }: TimeRange) {
  const events = ordered(all).filter(isX);
  const inside = ({ time }: OracleEvent) => (from === null || time >= from) && (to === null || time < to);
  const values = (event: OracleEvent) => (rule.suppression?.groupBy ?? []).map(({ name }) => event.lists[name] ?? []);
  const key = (event: OracleEvent) => JSON.stringify(values(event).map((each) => [...each].sort()));
  const isApart = (event: OracleEvent) =>
    rule.suppression === null ||
    (rule.suppression.missingFields === "doNotSuppress" && values(event).some((each) => each.length === 0));
  const end = ({ time }: OracleEvent) => {
    const duration = rule.suppression?.duration ?? null;
    return duration === null ? runStart(time) + INTERVAL : time + duration;
  };
  const openers: OracleEvent[] = [];
  const openerOf = new Map<OracleEvent, OracleEvent>();
  for (const event of events) {
    const window = isApart(event)
      ? undefined
      : openers.find((each) => !isApart(each) && key(each) === key(event) && event.time < end(each));
    if (window === undefined) openers.push(event);
    openerOf.set(event, window ?? event);
  }
  const rank = (event: OracleEvent) =>
    openers.filter((each) => runStart(each.time) === runStart(event.time)).indexOf(event);
  const isAlert = (event: OracleEvent) => rule.maxSignals === null || rank(event) < rule.maxSignals;
  const folded = (opener: OracleEvent) => events.filter((event) => openerOf.get(event) === opener);
  const firstsOver = openers.filter((each) => rank(each) === rule.maxSignals);
  const members = events.filter((event) => inside(event) && openerOf.get(event) !== event);
  return {
    total: events.filter(inside).length,
    kept: openers
      .filter((each) => inside(each) && isAlert(each))
      .map((each) => ({ ids: folded(each).map(({ id }) => id), suppressed: folded(each).length - 1 })),
    suppressed: members.filter((event) => isAlert(openerOf.get(event) ?? event)).length,
    overCap: events.filter((event) => inside(event) && !isAlert(openerOf.get(event) ?? event)).length,
    overflows: firstsOver.filter(inside).map((first) => {
      const run = { from: runStart(first.time), to: runStart(first.time) + INTERVAL };
      const over = openers.filter((each) => runStart(each.time) === run.from && !isAlert(each));
      return { run, count: over.flatMap(folded).length };
    }),
  };
}

function shown({ total, kept, suppressed, overCap, overflows }: Evaluated) {
  const alerts = kept.map((each) => ({ ids: each.detection.events.ids, suppressed: each.suppressed }));
  return { total, kept: alerts, suppressed, overCap, overflows };
}

describe("a range has of alert suppression and cap what the whole has in it", () => {
  test("by the definition, and mostly without reading everything", async () => {
    const seen = { bounded: 0, again: 0, suppressed: 0, over: 0, cheap: 0 };
    await fc.assert(
      fc.asyncProperty(thin, ranges, policies, async (events, range, policy) => {
        const rule = makeRule(QUERY, policy);
        const reads: Read = { back: Number.POSITIVE_INFINITY, selects: 0 };
        const found = await evaluate(rule, events, range, reads);
        expect(shown(found)).toEqual(expected(rule, events, range));
        if (range.from === null) expect(reads.selects).toBeLessThanOrEqual(range.to === null ? 1 : 4);
        if (range.from === null || found.total === 0) return;
        seen.bounded += Number(Number.isFinite(reads.back));
        seen.again += Number(reads.selects > 2);
        seen.cheap += Number(reads.selects === 1);
        seen.suppressed += found.suppressed;
        seen.over += found.overCap;
      }),
      { numRuns: 3_000 },
    );
    expect(seen.bounded).toBeGreaterThan(300);
    expect(seen.again).toBeGreaterThan(100);
    expect(seen.cheap).toBeGreaterThan(100);
    expect(Math.min(seen.suppressed, seen.over)).toBeGreaterThan(300);
  });

  const methods: readonly Method[] = [
    QUERY,
    { kind: "new_terms", predicate: IS_X, terms: [field("user")], history: 50 },
    { kind: "elastic_threshold", predicate: IS_X, fields: [field("user")], value: 2, cardinality: [] },
  ];

  test("slices side by side share no alert and add up, whatever the method", async () => {
    const cuts = fc.uniqueArray(edge, { minLength: 1, maxLength: 8 }).map((all) => all.sort((a, b) => a - b));
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(thin, cuts, policies, fc.constantFrom(...methods), async (events, edges, policy, method) => {
        const rule = makeRule(method, policy);
        const whole = await evaluate(rule, events, ALL);
        const slices: Evaluated[] = [];
        for (const [n, from] of [null, ...edges].entries()) {
          slices.push(await evaluate(rule, events, { from, to: edges[n] ?? null }));
        }
        const sum = (count: (each: Evaluated) => number) => slices.reduce((all, each) => all + count(each), 0);
        expect(slices.flatMap((each) => each.kept)).toEqual(whole.kept);
        expect(slices.flatMap((each) => each.overflows)).toEqual(whole.overflows);
        for (const count of ["total", "suppressed", "overCap"] as const) {
          expect(sum((each) => each[count])).toBe(whole[count]);
        }
        kept += whole.kept.length;
      }),
      { numRuns: 600 },
    );
    expect(kept).toBeGreaterThan(1_000);
  });
});
