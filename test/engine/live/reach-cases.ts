import { expect } from "vitest";
import { alertId } from "../../../src/alert/alert-id.ts";
import type { TimeRange } from "../../../src/detect/detection.ts";
import { matching } from "../../../src/detect/plans.ts";
import { evaluateRule } from "../../../src/engine/evaluate.ts";
import { reachBack, reevaluateFrom } from "../../../src/engine/live/reach.ts";
import { concernedBy, dependsOnFirst, matchPredicate } from "../../../src/engine/live/reach-concern.ts";
import { holds } from "../../../src/ir/holds.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import { canonicalJson, type JsonValue } from "../../../src/util/json.ts";
import { ALL } from "../../detect/fixtures.ts";
import { type MemoryEvent, memoryRows } from "../../detect/memory-plan.ts";

/** An alert with all that evaluation says of it, as text. */
export interface Shown {
  readonly place: number;
  readonly text: string;
}

/** A store before and after. Events are the same when their objects are. */
export interface Change {
  readonly before: readonly MemoryEvent[];
  readonly after: readonly MemoryEvent[];
}

/** What src/engine/live/reach*.ts says, or a mutant of it. */
export interface Claims {
  readonly from: (rule: Rule, earliest: number) => number;
  readonly concernedBy: (rule: Rule) => "matching" | "all";
  readonly dependsOnFirst: (rule: Rule) => boolean;
}

const CLAIMS: Claims = { from: reevaluateFrom, concernedBy, dependsOnFirst };

export interface Counts {
  cases: number;
  /** Cases with alerts before the start that was computed, and with alerts that the change changed. */
  kept: number;
  changed: number;
  /** Mutant -> cases in which it is wrong. */
  readonly wrong: Map<string, number>;
}

export function newCounts(): Counts {
  return { cases: 0, kept: 0, changed: 0, wrong: new Map() };
}

function firstOf(events: readonly MemoryEvent[]): number {
  return events.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
}

/** What evaluation gives for a range. */
export async function alertsOf(
  rule: Rule,
  events: readonly MemoryEvent[],
  range: TimeRange,
): Promise<readonly Shown[]> {
  const last = events.reduce((most, { time }) => Math.max(most, time), Number.NEGATIVE_INFINITY);
  const stored = events.length === 0 ? null : { first: firstOf(events), last };
  const { kept, overflows } = await evaluateRule(rule, { rows: memoryRows(events, holds), range, stored });
  const text = (value: unknown) => canonicalJson(JSON.parse(JSON.stringify(value)) as JsonValue);
  const alerts = kept.map((candidate) => ({
    place: candidate.detection.time,
    text: text({ id: alertId(rule, candidate.detection), ...candidate }),
  }));
  return [...alerts, ...overflows.map((over) => ({ place: over.run.from, text: text(over) }))];
}

function textsOf(alerts: readonly Shown[]): readonly string[] {
  return alerts.map(({ text }) => text).sort();
}

function before(alerts: readonly Shown[], place: number): readonly Shown[] {
  return alerts.filter((alert) => alert.place < place);
}

function after(alerts: readonly Shown[], place: number): readonly Shown[] {
  return alerts.filter((alert) => alert.place >= place);
}

async function matchingOf(rule: Rule, events: readonly MemoryEvent[]): Promise<readonly number[]> {
  const times: number[] = [];
  const input = matching(matchPredicate(rule), null, null);
  const rows = memoryRows(events, holds)({ kind: "select", input, columns: [{ name: "time", shape: "time" }] });
  for await (const row of rows) times.push(Number(row["time"]));
  return times;
}

/** What came, went or is another one now. */
function changedOf({ before: old, after: all }: Change): readonly MemoryEvent[] {
  const [were, are] = [new Set(old), new Set(all)];
  return [...old.filter((event) => !are.has(event)), ...all.filter((event) => !were.has(event))];
}

/** From when on the claims say that everything is found anew. */
async function startBy(claims: Claims, rule: Rule, change: Change): Promise<number> {
  const isOtherFirst = firstOf(change.before) !== firstOf(change.after);
  if (isOtherFirst && claims.dependsOnFirst(rule)) return Number.NEGATIVE_INFINITY;
  const earliest = await earliestBy(claims, rule, change);
  return Number.isFinite(earliest) ? claims.from(rule, earliest) : earliest;
}

/** Infinite: nothing of the change concerns the rule. */
async function earliestBy(claims: Claims, rule: Rule, change: Change): Promise<number> {
  const changed = changedOf(change);
  const times = claims.concernedBy(rule) === "all" ? changed.map(({ time }) => time) : await matchingOf(rule, changed);
  return times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
}

/**
 * Both claims of reach.ts for one change; and counts in how many cases each mutant of the claims would be wrong.
 */
export async function expectReach(
  rule: Rule,
  change: Change,
  counts: Counts,
  mutants: Readonly<Record<string, Partial<Claims>>> = {},
): Promise<void> {
  const [old, now] = [await alertsOf(rule, change.before, ALL), await alertsOf(rule, change.after, ALL)];
  const start = await startBy(CLAIMS, rule, change);
  expect(textsOf(before(now, start))).toEqual(textsOf(before(old, start)));
  if (Number.isFinite(start)) {
    const slice = await alertsOf(rule, change.after, { from: start, to: null });
    expect(textsOf([...before(old, start), ...slice])).toEqual(textsOf(now));
    const wider = await alertsOf(rule, change.after, { from: start - 7, to: null });
    expect(textsOf(after(wider, start))).toEqual(textsOf(after(slice, start)));
    expect(before(slice, start)).toEqual([]);
    // So what holds before the start holds before the reach.
    expect(start).toBeGreaterThanOrEqual((await earliestBy(CLAIMS, rule, change)) - reachBack(rule));
  }
  for (const [name, mutant] of Object.entries(mutants)) {
    const wrongStart = await startBy({ ...CLAIMS, ...mutant }, rule, change);
    const isWrong = textsOf(before(now, wrongStart)).join() !== textsOf(before(old, wrongStart)).join();
    counts.wrong.set(name, (counts.wrong.get(name) ?? 0) + Number(isWrong));
  }
  counts.cases++;
  counts.kept += Number(before(old, start).length > 0);
  counts.changed += Number(textsOf(now).join() !== textsOf(old).join());
}

/** The claims say something: there was much to keep, much changed, and every mutant is found out. */
export function expectMeaning({ cases, kept, changed, wrong }: Counts): void {
  expect(kept).toBeGreaterThan(cases / 10);
  expect(changed).toBeGreaterThan(cases / 10);
  for (const [name, times] of wrong) expect(times, name).toBeGreaterThan(0);
}
