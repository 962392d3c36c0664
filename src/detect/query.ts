import type { QueryMethod } from "../rule/rule.ts";
import type { DetectContext, Detection, DetectResult } from "./detection.ts";
import { tallyOf } from "./event-tally.ts";
import { sortDetections } from "./order.ts";
import { EVENT_SELECT, matching, select, sortEvents } from "./plans.ts";
import { type EventRow, eventRow } from "./rows.ts";

/**
 * Every stored event of the range that satisfies the predicate is a detection of its own: key is the event's id,
 * time the event's time, no entity. Nothing outside the range has a say.
 */
export async function detectQuery(method: QueryMethod, context: DetectContext): Promise<DetectResult> {
  const events = matching(method.predicate, context.range.from, context.range.to);
  const detections: Detection[] = [];
  for await (const row of context.rows(sortEvents(select(events, EVENT_SELECT)))) {
    detections.push(detectionOf(eventRow(row)));
  }
  return { detections: sortDetections(detections), insufficientBaseline: 0, missingGroup: 0 };
}

function detectionOf(event: EventRow): Detection {
  return {
    entity: {},
    opened: { time: event.time, key: event.id },
    time: event.time,
    events: tallyOf([event]).detected(),
    severity: null,
    caseName: null,
    evidence: { kind: "query" },
  };
}
