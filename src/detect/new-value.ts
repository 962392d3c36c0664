import type { NewValueMethod } from "../rule/rule.ts";
import { groupFields, neededGroups } from "./datadog/group-fields.ts";
import { calmFor } from "./datadog/match-clock.ts";
import { type NewValueGroup, newValueGroup } from "./datadog/new-value-group.ts";
import type { DetectContext, Detection, DetectResult } from "./detection.ts";
import { earlierValues } from "./earlier-values.ts";
import { entityOf } from "./entity.ts";
import { countMissing, firstUsable } from "./missing-group.ts";
import { endPlus, sortDetections } from "./order.ts";
import { columnNames, EVENT_SELECT, explodeAll, listColumns, matching, narrowed, select, sortEvents } from "./plans.ts";
import { IGNORED, reduceGroups } from "./reduce-groups.ts";
import { type Group, isWanted, type Restart, settle } from "./settle.ts";
import { areSingle, type Sparse, thinnedTo, WHOLE } from "./sparse.ts";

/**
 * New value (Datadog). A value is a combination of the elements of the rule's value fields, seen in a group (as for
 * thresholds). An event that lacks a value field, or a group that is not optional, has no say.
 *
 * - New: not seen in the group before, or seen last more than `forgetAfter` ago (exactly that long ago is still known).
 *   Every sighting is remembered, also in silence.
 * - Learning by duration D: what is new in `[L, L + D)` is learned in silence. L is one time for the whole rule, so a group
 *   that turns up later has no silent period: L is the time of the first stored event that the rule can use; with
 *   `instantaneousBaseline` that of the first stored event of any kind, so that everything before the rule's own
 *   first event counts as watched already. Both depend on the stored events alone, not on range or order.
 * - Learning by threshold n: the first n values of each group are learned in silence. A duration of 0 is a threshold of 1.
 * - Signal: opens at a new value, takes in the group's further new values until it closes: `keepAlive` after the last new
 *   value, at the latest `maxSignalDuration` after the first. A keepAlive of 0 makes a signal of each value.
 * - key: id of the event that opened it; when that event shows several values, the id and the value, as JSON. time: its time.
 * - events: those until the signal closes that show one of its new values. previous: of the value that opened it.
 * - Values of one event are looked at in the order of their texts.
 * - What is found does not depend on the range: earlier-values.ts reads what was seen before it, and match-clock.ts says from when
 *   on it is known whether a signal is open. (Save for an event that shows more values than are looked at: when it lies before
 *   what is read again, all of its values count as seen.)
 */
export async function detectNewValue(method: NewValueMethod, context: DetectContext): Promise<DetectResult> {
  const need = { predicate: method.query.predicate, fields: [...neededGroups(method.query), ...method.values] };
  const learnedSince = method.instantaneousBaseline
    ? (context.stored?.first ?? null)
    : await firstUsable(context, need);
  const detections: Detection[] = [];
  await settle(context, { least: 0, more: calmFor(method.windows) }, (restart) =>
    attempt({ method, context, restart, learnedSince: learnedSince ?? 0 }, detections),
  );
  const missingGroup = await countMissing(context, [need]);
  return { detections: sortDetections(detections), insufficientBaseline: 0, missingGroup };
}

interface Attempt {
  readonly method: NewValueMethod;
  readonly context: DetectContext;
  readonly restart: Restart;
  readonly learnedSince: number;
}

/** Adds the detections of the groups that it settles; gives back the others. */
async function attempt(input: Attempt, detections: Detection[]): Promise<readonly Group[]> {
  const { method, context, restart, learnedSince } = input;
  const { range, onCut } = context;
  const names = columnNames("g", method.query.groupBy);
  const fields = groupFields(method.query);
  const until = endPlus(range, method.windows.maxSignalDuration);
  const events = narrowed(matching(method.query.predicate, restart.start, until), fields, restart.groups);
  const sparse = sparseFor(method);
  const values = columnNames("v", method.values);
  const columns = [...EVENT_SELECT, ...listColumns("g", fields), ...listColumns("v", method.values), ...sparse.columns];
  const rows = sparse.of(explodeAll(select(events, columns), names), [...names, ...values]);
  const sorted = sortEvents(rows, names);
  const wanted = isWanted(restart);
  const unsettled: Group[] = [];
  const earlier = await earlierValues(method, context, restart.start, events);
  await reduceGroups(context.rows(sorted), names, async (group) => {
    if (!wanted(group)) return IGNORED;
    const about: NewValueGroup = {
      entity: entityOf(method.query.groupBy, group),
      learnedSince,
      earlier: await earlier.of(group),
      range,
      start: restart.start,
      onCut: restart.groups === null ? onCut : () => undefined,
    };
    return newValueGroup(method, about, (found) => {
      if (found === null) unsettled.push(group);
      else detections.push(...found);
    });
  });
  await earlier.close();
  return unsettled;
}

/** Rows of several values cannot be told apart by one of them. */
function sparseFor({ values, forgetAfter, windows }: NewValueMethod): Sparse {
  return areSingle(values) ? thinnedTo(forgetAfter, windows.maxSignalDuration) : WHOLE;
}
