import type { TimeRange } from "../detect/detection.ts";
import type { EventSpan } from "../lake/judged.ts";

/**
 * The time in which a scan into a kept lake looks for alerts: what was asked for, else the time of the events that no scan
 * has judged. Null: nothing was asked for and nothing is new.
 */
export function judgedRange(asked: TimeRange, unjudged: EventSpan | null): TimeRange | null {
  if (asked.from !== null || asked.to !== null) return asked;
  return unjudged === null ? null : { from: unjudged.first, to: unjudged.last + 1 };
}
