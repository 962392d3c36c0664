import { positionIn, type TimeSpan } from "./time-scale.ts";

/** Counts of times in equal slots of the span. */
export function countsBySlot(times: readonly number[], span: TimeSpan, slots: number): readonly number[] {
  const counts = new Array<number>(slots).fill(0);
  for (const time of times) {
    const slot = Math.min(slots - 1, Math.floor(positionIn(span, time) * slots));
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  return counts;
}
