import type { Plan, SelectColumn } from "../ir/plan.ts";
import type { DatadogQuery, DatadogThresholdMethod } from "../rule/rule.ts";
import { groupFields, neededGroups } from "./datadog/group-fields.ts";
import { leastEvents } from "./datadog/least-events.ts";
import { calmFor } from "./datadog/match-clock.ts";
import { mergeSteps } from "./datadog/merge-steps.ts";
import type { Step } from "./datadog/step.ts";
import { type ThresholdGroup, thresholdGroup } from "./datadog/threshold-group.ts";
import type { DetectContext, Detection, DetectResult } from "./detection.ts";
import { entityOf } from "./entity.ts";
import { countMissing } from "./missing-group.ts";
import { compareTuples, endPlus, sortDetections } from "./order.ts";
import { columnNames, EVENT_SELECT, explodeAll, listColumns, matching, narrowed, select, sortEvents } from "./plans.ts";
import { type Group, isWanted, type Reach, type Restart, settle } from "./settle.ts";
import { crowdedWithin, type Sparse } from "./sparse.ts";

/**
 * Threshold (Datadog). A group is one combination of the elements of the group-by fields, joined by position between the
 * queries; an event that lacks one is in no group, or reads `N/A` when groups are optional. Each query aggregates the
 * events of the group that it takes: count; cardinality, the distinct combinations of the elements of its distinct fields;
 * sum and max of one number. An event that has nothing to aggregate is not the query's.
 *
 * - Window: at the event (t, id) the events of `(t - evaluationWindow, t]` up to it in the order of (time, id); with a
 *   window of 0 that event alone.
 * - After each event the cases are tried in order and the first that holds counts. A comparison with a query that has no
 *   event in the window is false, whatever the operator: so `&&` needs all its sides, `||` does not.
 *   `A THEN B` holds when the window can be cut so that A holds over the older part and B over the newer one.
 * - Signal: opens at an event at which a case holds while none is open, closes `keepAlive` after the last such event and at
 *   the latest `maxSignalDuration` after it opened (at that very time it is closed). A higher case while it is open
 *   raises severity, case and numbers; they are never lowered.
 * - One detection a signal. key: id of the event that opened it. time: its time. events: the window at the opening and all
 *   events of the group until the signal closes. counts and window: those that fixed the severity.
 * - Signals follow from each other, so what is found does not depend on the range, though it is not read from the first
 *   stored event on: match-clock.ts says from when on it is known whether a signal is open, and a group of which it is not
 *   known is read from further back.
 */
export async function detectDatadogThreshold(
  method: DatadogThresholdMethod,
  context: DetectContext,
): Promise<DetectResult> {
  const detections: Detection[] = [];
  await settle(context, reachOf(method), (restart) => attempt(method, context, restart, detections));
  const needs = method.queries.map((query) => ({ predicate: query.predicate, fields: neededGroups(query) }));
  const missingGroup = await countMissing(context, needs);
  return { detections: sortDetections(detections), insufficientBaseline: 0, missingGroup };
}

/** The last digit of a sum of fractions depends on where it began, so sums are always read from the beginning. */
function reachOf({ queries, windows }: DatadogThresholdMethod): Reach {
  const hasSum = queries.some((query) => query.aggregation === "sum");
  return { least: hasSum ? Number.POSITIVE_INFINITY : windows.evaluationWindow, more: calmFor(windows) };
}

/** Adds the detections of the groups that it settles; gives back the others. */
async function attempt(
  method: DatadogThresholdMethod,
  context: DetectContext,
  restart: Restart,
  detections: Detection[],
): Promise<readonly Group[]> {
  const until = endPlus(context.range, method.windows.maxSignalDuration);
  const sparse = crowdedWithin(method.windows.evaluationWindow, leastEvents(method));
  const inputs = method.queries.map((query) => ({
    query,
    rows: context.rows(queryPlan(query, restart, until, sparse)),
    onCut: restart.groups === null ? context.onCut : () => undefined,
    groups: columnNames("g", query.groupBy),
  }));
  const wanted = isWanted(restart);
  const unsettled: Group[] = [];
  await eachGroup(mergeSteps(inputs), (group) => {
    if (!wanted(group)) return IGNORED;
    const entity = entityOf(namesFor(method, group.length), group);
    return thresholdGroup(method, { entity, range: context.range, start: restart.start }, (found) => {
      if (found === null) unsettled.push(group);
      else detections.push(...found);
    });
  });
  return unsettled;
}

const IGNORED: ThresholdGroup = { add: () => undefined, end: () => undefined };

function queryPlan(query: DatadogQuery, { start, groups: only }: Restart, until: number | null, sparse: Sparse): Plan {
  const groups = columnNames("g", query.groupBy);
  const metric: SelectColumn[] =
    query.metric === null ? [] : [{ name: "m", shape: "number", value: query.metric.value }];
  const columns = [
    ...EVENT_SELECT,
    ...listColumns("g", groupFields(query)),
    ...listColumns("d", query.aggregation === "cardinality" ? query.distinct : []),
    ...metric,
    ...sparse.columns,
  ];
  const fitting = only?.filter((group) => group.length === groups.length) ?? null;
  const selected = select(narrowed(matching(query.predicate, start, until), groupFields(query), fitting), columns);
  return sortEvents(sparse.of(explodeAll(selected, groups), groups), groups);
}

/** Queries may name the same position differently; the entity has the names of the first that has so many. */
function namesFor(method: DatadogThresholdMethod, length: number): DatadogQuery["groupBy"] {
  return method.queries.find((query) => query.groupBy.length === length)?.groupBy ?? [];
}

async function eachGroup(
  steps: AsyncIterable<{ readonly group: readonly string[]; readonly step: Step }>,
  open: (group: readonly string[]) => ThresholdGroup,
): Promise<void> {
  let last: readonly string[] = [];
  let current: ThresholdGroup | null = null;
  for await (const { group, step } of steps) {
    if (current === null || compareTuples(group, last) !== 0) {
      current?.end();
      current = open(group);
      last = group;
    }
    current.add(step);
  }
  current?.end();
}
