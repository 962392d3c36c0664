import type { Row } from "../ir/plan.ts";
import type { ElasticThresholdMethod, Schedule } from "../rule/rule.ts";
import type { DetectContext, Detection, DetectResult, TimeRange } from "./detection.ts";
import { entityOf } from "./entity.ts";
import { tallyOf } from "./event-tally.ts";
import { countMissing } from "./missing-group.ts";
import { inRange, sortDetections } from "./order.ts";
import { type Pending, PendingEvents } from "./pending-events.ts";
import { columnNames, EVENT_SELECT, explodeAll, listColumns, matching, narrowed, select, sortEvents } from "./plans.ts";
import { type GroupReducer, IGNORED, reduceGroups } from "./reduce-groups.ts";
import { eventRow, listOf } from "./rows.ts";
import { runClock, runEnd } from "./run-clock.ts";
import { type Group, isWanted, type Restart, settle } from "./settle.ts";
import { areSingle, crowdedWithin } from "./sparse.ts";

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
 * - What is found does not depend on the range, though it is not read from the first stored event on: run-clock.ts says
 *   from when on it is known what was counted, and a group of which it is not known is read from further back.
 */
export async function detectElasticThreshold(
  method: ElasticThresholdMethod,
  schedule: Schedule,
  context: DetectContext,
): Promise<DetectResult> {
  const detections: Detection[] = [];
  const reach = { least: schedule.interval + schedule.lookback, more: schedule.interval + schedule.lookback };
  await settle(context, reach, (restart) => attempt({ method, schedule, context, restart }, detections));
  const missingGroup = await countMissing(context, [{ predicate: method.predicate, fields: method.fields }]);
  return { detections: sortDetections(detections), insufficientBaseline: 0, missingGroup };
}

/** Without so many events a group has no detection: an event adds one element at most to what has only one. */
function leastEvents({ value, cardinality }: ElasticThresholdMethod): number {
  const distinct = cardinality.filter(({ field }) => areSingle([field])).map((each) => each.value);
  return Math.max(value, ...distinct);
}

interface Attempt {
  readonly method: ElasticThresholdMethod;
  readonly schedule: Schedule;
  readonly context: DetectContext;
  readonly restart: Restart;
}

/** Adds the detections of the groups that it settles; gives back the others. */
async function attempt(input: Attempt, detections: Detection[]): Promise<readonly Group[]> {
  const { method, schedule, context, restart } = input;
  const groups = columnNames("g", method.fields);
  const until = context.range.to === null ? null : runEnd(context.range.to - 1, schedule.interval);
  const counted = method.cardinality.map((each) => each.field);
  const sparse = crowdedWithin(schedule.lookback, leastEvents(method));
  const columns = [
    ...EVENT_SELECT,
    ...listColumns("g", method.fields),
    ...listColumns("c", counted),
    ...sparse.columns,
  ];
  const events = narrowed(matching(method.predicate, restart.start, until), method.fields, restart.groups);
  const sorted = sortEvents(sparse.of(explodeAll(select(events, columns), groups), groups), groups);
  const wanted = isWanted(restart);
  const unsettled: Group[] = [];
  await reduceGroups(context.rows(sorted), groups, (group) =>
    wanted(group)
      ? groupReducer(input, group, (found) => {
          if (found === null) unsettled.push(group);
          else detections.push(...found);
        })
      : IGNORED,
  );
  return unsettled;
}

/** `settle`: the detections of the range, or null when what was read does not tell. */
function groupReducer(
  { method, schedule, context, restart }: Attempt,
  group: Group,
  settled: (detections: readonly Detection[] | null) => void,
): GroupReducer {
  const names = columnNames(
    "c",
    method.cardinality.map((each) => each.field),
  );
  const clock = runClock(schedule, restart.start);
  const found: Detection[] = [];
  let pending = new PendingEvents(names.length);
  let end: number | null = null;
  let isUnsettled = false;
  const run = () => {
    if (end === null) return;
    pending.dropBefore(end - schedule.lookback);
    const isReached = reaches(pending, method);
    if (clock.isKnown(end)) {
      if (!isReached) return;
      const detection = detectionOf(method, group, pending, { from: end - schedule.lookback, to: end });
      if (inRange(detection.time, context.range)) found.push(detection);
      pending = new PendingEvents(names.length);
    } else if (isReached) {
      clock.reached(end);
      isUnsettled ||= overlaps(end, schedule.interval, context.range);
    }
  };
  return {
    add(row) {
      const event = pendingEvent(row, names);
      const next = runEnd(event.time, schedule.interval);
      if (next !== end) run();
      if (next !== end) clock.begin(next);
      end = next;
      clock.saw(event.time);
      pending.push(event);
    },
    end() {
      run();
      settled(isUnsettled ? null : found);
    },
  };
}

/** Whether the run's own slot has a part in the range. */
function overlaps(end: number, interval: number, range: TimeRange): boolean {
  return (range.from === null || end > range.from) && (range.to === null || end - interval < range.to);
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
