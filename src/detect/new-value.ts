import type { NewValueMethod } from "../rule/rule.ts";
import { groupFields, neededGroups } from "./datadog/group-fields.ts";
import { newValueGroup } from "./datadog/new-value-group.ts";
import type { DetectContext, Detection, DetectResult } from "./detection.ts";
import { entityOf } from "./entity.ts";
import { countMissing, firstUsable } from "./missing-group.ts";
import { endPlus, inRange, sortDetections } from "./order.ts";
import { columnNames, EVENT_SELECT, explodeAll, listColumns, matching, select, sortEvents } from "./plans.ts";
import { reduceGroups } from "./reduce-groups.ts";

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
 */
export async function detectNewValue(method: NewValueMethod, context: DetectContext): Promise<DetectResult> {
  const groups = columnNames("g", method.query.groupBy);
  const need = { predicate: method.query.predicate, fields: [...neededGroups(method.query), ...method.values] };
  const learnedSince = method.instantaneousBaseline
    ? (context.stored?.first ?? null)
    : await firstUsable(context, need);
  const detections: Detection[] = [];
  const columns = [...EVENT_SELECT, ...listColumns("g", groupFields(method.query)), ...listColumns("v", method.values)];
  const events = matching(method.query.predicate, null, endPlus(context.range, method.windows.maxSignalDuration));
  const sorted = sortEvents(explodeAll(select(events, columns), groups), groups);
  const report = (detection: Detection) => {
    if (inRange(detection.time, context.range)) detections.push(detection);
  };
  await reduceGroups(context.rows(sorted), groups, (group) =>
    newValueGroup(method, learnedSince ?? 0, entityOf(method.query.groupBy, group), report, context.onCut),
  );
  const missingGroup = await countMissing(context, [need]);
  return { detections: sortDetections(detections), insufficientBaseline: 0, missingGroup };
}
