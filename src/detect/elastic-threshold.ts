import type { Row } from "../ir/plan.ts";
import type { ElasticThresholdMethod, Schedule } from "../rule/rule.ts";
import type { DetectContext, Detection, DetectResult } from "./detection.ts";
import { entityOf } from "./entity.ts";
import { tallyOf } from "./event-tally.ts";
import { countMissing } from "./missing-group.ts";
import { inRange, sortDetections } from "./order.ts";
import { type Pending, PendingEvents } from "./pending-events.ts";
import { columnNames, EVENT_SELECT, explodeAll, listColumns, matching, select, sortEvents } from "./plans.ts";
import { type GroupReducer, reduceGroups } from "./reduce-groups.ts";
import { eventRow, listOf } from "./rows.ts";

/**
 * Threshold (Elastic). Runs end at the multiples of `interval` since the epoch; the run that ends at E sees the events
 * of `[E - lookback, E)`. A group is one combination of the elements of the fields; an event that lacks a field is in
 * none; without fields there is one group.
 *
 * - Detection: the events of the group in the run's window which no earlier detection of the group has counted are at
 *   least `value`, and the distinct elements of each cardinality field among them at least its value. They are then counted.
 * - A run without a new event of the group cannot detect: its window only lost events. So only runs in whose own slot
 *   `[E - interval, E)` the group has an event are looked at.
 * - key: id of the first counted event. time: time of the last counted event, which lies in the run's own slot.
 * - Runs are computed from the first stored event on, whatever the range, so that what is counted does not depend on it.
 */
export async function detectElasticThreshold(
  method: ElasticThresholdMethod,
  schedule: Schedule,
  context: DetectContext,
): Promise<DetectResult> {
  const groups = columnNames("g", method.fields);
  const until = context.range.to === null ? null : runEnd(context.range.to - 1, schedule.interval);
  const counted = method.cardinality.map((each) => each.field);
  const columns = [...EVENT_SELECT, ...listColumns("g", method.fields), ...listColumns("c", counted)];
  const selected = select(matching(method.predicate, null, until), columns);
  const detections: Detection[] = [];
  await reduceGroups(context.rows(sortEvents(explodeAll(selected, groups), groups)), groups, (group) =>
    groupReducer(method, schedule, group, (detection) => {
      if (inRange(detection.time, context.range)) detections.push(detection);
    }),
  );
  const missingGroup = await countMissing(context, [{ predicate: method.predicate, fields: method.fields }]);
  return { detections: sortDetections(detections), insufficientBaseline: 0, missingGroup };
}

/** End of the run in whose own slot the time lies. */
function runEnd(time: number, interval: number): number {
  return (Math.floor(time / interval) + 1) * interval;
}

function groupReducer(
  method: ElasticThresholdMethod,
  schedule: Schedule,
  group: readonly string[],
  report: (detection: Detection) => void,
): GroupReducer {
  const names = columnNames(
    "c",
    method.cardinality.map((each) => each.field),
  );
  let pending = new PendingEvents(names.length);
  let end: number | null = null;
  const run = () => {
    if (end === null) return;
    pending.dropBefore(end - schedule.lookback);
    if (!reaches(pending, method)) return;
    report(detectionOf(method, group, pending, { from: end - schedule.lookback, to: end }));
    pending = new PendingEvents(names.length);
  };
  return {
    add(row) {
      const event = pendingEvent(row, names);
      const next = runEnd(event.time, schedule.interval);
      if (next !== end) run();
      end = next;
      pending.push(event);
    },
    end: run,
  };
}

function pendingEvent(row: Row, names: readonly string[]): Pending {
  return { ...eventRow(row), elements: names.map((name) => listOf(row, name)) };
}

function reaches(pending: PendingEvents, method: ElasticThresholdMethod): boolean {
  if (pending.count === 0 || pending.count < method.value) return false;
  return method.cardinality.every((each, index) => pending.distinct(index) >= each.value);
}

function detectionOf(
  method: ElasticThresholdMethod,
  group: readonly string[],
  pending: PendingEvents,
  window: { readonly from: number; readonly to: number },
): Detection {
  const events = pending.toArray();
  const detected = tallyOf(events).detected();
  const cardinalities = method.cardinality.map(
    (each, index) => [`cardinality(${each.field.name})`, pending.distinct(index)] as const,
  );
  return {
    entity: entityOf(method.fields, group),
    opened: { time: detected.first, key: detected.ids[0] ?? "" },
    time: detected.last,
    events: detected,
    severity: null,
    caseName: null,
    evidence: { kind: "threshold", counts: Object.fromEntries([["events", events.length], ...cardinalities]), window },
  };
}
