import type { NewTermsMethod } from "../rule/rule.ts";
import { HOUR } from "../util/duration.ts";
import type { DetectContext, Detection, DetectResult, NewTermsEvidence } from "./detection.ts";
import { entityOf } from "./entity.ts";
import { EventTally } from "./event-tally.ts";
import { countMissing } from "./missing-group.ts";
import { endPlus, inRange, sortDetections } from "./order.ts";
import { columnNames, EVENT_SELECT, explodeAll, listColumns, matching, select, sortEvents } from "./plans.ts";
import { type GroupReducer, reduceGroups } from "./reduce-groups.ts";
import { eventRow } from "./rows.ts";

/** ms: how long after the opening event the events with the same terms belong to the detection. */
export const ACTIVITY_WINDOW = 24 * HOUR;

/**
 * New terms (Elastic) with terms T and history H. An event that satisfies the predicate contributes every combination
 * of the elements of its terms; without an element of one of them it contributes none.
 *
 * - Detection: no other event with the same combination lies in `[time - H, time)`, nor at the same time with a smaller
 *   id. So the nearest earlier event decides: exactly H before still counts as seen.
 * - History is all stored events that satisfy the same predicate, also those before the range.
 * - key: id of the opening event. time: its time.
 * - events: those with the same combination in `[time, time + ACTIVITY_WINDOW)`, up to the next detection of it.
 * - previous: time of the nearest earlier event, however old; coverage: the part of `[time - H, time)` that begins at
 *   the first stored event of any kind.
 */
export async function detectNewTerms(method: NewTermsMethod, context: DetectContext): Promise<DetectResult> {
  const terms = columnNames("t", method.terms);
  const events = matching(method.predicate, null, endPlus(context.range, ACTIVITY_WINDOW));
  const selected = select(events, [...EVENT_SELECT, ...listColumns("t", method.terms)]);
  const detections: Detection[] = [];
  await reduceGroups(context.rows(sortEvents(explodeAll(selected, terms), terms)), terms, (values) =>
    termsReducer(method, context, values, detections),
  );
  const missingGroup = await countMissing(context, [{ predicate: method.predicate, fields: method.terms }]);
  return { detections: sortDetections(detections), insufficientBaseline: 0, missingGroup };
}

interface Opened {
  readonly time: number;
  readonly key: string;
  readonly previous: number | null;
  readonly tally: EventTally;
}

function termsReducer(
  method: NewTermsMethod,
  context: DetectContext,
  values: readonly string[],
  detections: Detection[],
): GroupReducer {
  let previous: number | null = null;
  let open: Opened | null = null;
  const close = () => {
    if (open !== null && inRange(open.time, context.range)) detections.push(detectionOf(method, context, values, open));
  };
  return {
    add(row) {
      const event = eventRow(row);
      if (open === null || previous === null || event.time - previous > method.history) {
        close();
        open = { time: event.time, key: event.id, previous, tally: new EventTally() };
      }
      if (event.time < open.time + ACTIVITY_WINDOW) open.tally.add(event);
      previous = event.time;
    },
    end: close,
  };
}

function detectionOf(
  method: NewTermsMethod,
  context: DetectContext,
  values: readonly string[],
  open: Opened,
): Detection {
  return {
    entity: entityOf(method.terms, values),
    opened: { time: open.time, key: open.key },
    time: open.time,
    events: open.tally.detected(),
    severity: null,
    caseName: null,
    evidence: {
      kind: "new_terms",
      previous: open.previous,
      history: historyOf(open.time, method.history, context.stored?.first ?? open.time),
    },
  };
}

function historyOf(time: number, history: number, storedFrom: number): NewTermsEvidence["history"] {
  const from = time - history;
  if (history <= 0) return { from, coverage: 1 };
  const covered = time - Math.max(storedFrom, from);
  return { from, coverage: Math.min(1, Math.max(0, covered / history)) };
}
