import { ACTIVITY_WINDOW } from "../../detect/new-terms.ts";
import type { Rule, SignalWindows } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";

/**
 * How far before an event a detection may lie that it has a say in: detections with `time < slotBegin(event, slot) - back`
 * are the same with and without the event. ms.
 */
export interface MethodReach {
  /** Events are looked at in slots of so many ms since the epoch, all of one together; 0: one by one. */
  readonly slot: number;
  readonly back: number;
}

/**
 * Why each is so. Let the event be at t. Every method folds the events of a group in the order of (time, id): what it finds
 * at an event depends on those before it, and at the same time on those with a smaller id. So whether a detection opens before t, and
 * with what evidence, does not depend on the event. What remains are events that a detection takes in after it opened, and
 * slots that are looked at as a whole.
 *
 * - query: a detection is one event.
 * - new terms: the detection that opens at d takes in events of `[d, d + ACTIVITY_WINDOW)`, up to the next one. `previous` and the
 *   history lie before d. (`coverage` depends on the first stored event: reach-concern.ts.)
 * - threshold (Elastic): the run that ends at E sees nothing at E or later, and what was counted depends on earlier runs. So the first
 *   run that sees the event is that in whose own slot it lies. Detections of that run and later ones have their time,
 *   that of the last counted event, in the run's own slot: not before the slot of t.
 * - threshold (Datadog): a case holds by the events of the window up to then. The signal that opens at d takes in events, matches and a
 *   higher severity until it closes, at `d + maxSignalDuration` at the latest, itself not in it.
 * - new value: what is known at an event was seen before it, and the time since which is learned is that of the first
 *   event that the rule can use (of all detections: it is not after any, so an event that changes it is before them all). The signal
 *   is as for thresholds.
 * - anomaly: a window is judged by its own buckets, and by what lies before its start: history, season, peers (their windows end at the
 *   start of its PEER_STEP at the latest), and in which buckets the lake has events. With t in the bucket of b, windows that end at b or
 *   earlier are the same. Let a signal be opened by a window that ends at e: its time lies in that window's newest bucket.
 *   If e > b, that bucket is b or later. Else the signal changes by a window that ends after b and joins it, or by events before
 *   the end of such a one: these end before `e + maxSignalDuration`. So `e > b + bucketDuration - maxSignalDuration`, and
 *   the time is after `b - maxSignalDuration`.
 */
export function methodReach({ method, schedule }: Pick<Rule, "method" | "schedule">): MethodReach {
  switch (method.kind) {
    case "query":
      return { slot: 0, back: 0 };
    case "new_terms":
      return { slot: 0, back: ACTIVITY_WINDOW };
    case "elastic_threshold":
      return { slot: schedule.interval, back: 0 };
    case "datadog_threshold":
    case "new_value":
      return { slot: 0, back: longestSignal(method.windows) };
    case "anomaly":
      return { slot: method.bucketDuration, back: longestSignal(method.windows) };
    default:
      return unreachable(method);
  }
}

/** Without a `keepAlive` every match is a signal of its own. */
function longestSignal({ keepAlive, maxSignalDuration }: SignalWindows): number {
  return keepAlive === 0 ? 0 : maxSignalDuration;
}

/** Begin of the slot in which the time lies. */
export function slotBegin(time: number, slot: number): number {
  return slot === 0 ? time : Math.floor(time / slot) * slot;
}
