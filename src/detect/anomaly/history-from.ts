import type { AnomalyMethod } from "../../rule/rule.ts";
import { HISTORY } from "./constants.ts";
import { bucketsOf } from "./series.ts";

/**
 * From when on buckets are read for windows that end after `start`: as far as the history of the first of them goes, and as it
 * takes to learn. Of the time before it matters only whether a group's life began in it, not when.
 */
export function historyFrom(method: AnomalyMethod, start: number | null): number | null {
  if (start === null) return null;
  const { bucketDuration, learningDuration } = method;
  const from = start - bucketsOf(method) * bucketDuration - Math.max(HISTORY, learningDuration);
  return (Math.floor(from / bucketDuration) - 1) * bucketDuration;
}
