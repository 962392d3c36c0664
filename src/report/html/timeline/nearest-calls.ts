import type { Alert } from "../../../alert/alert.ts";
import type { TimelineEvent } from "../../../engine/timeline.ts";

/** At most `most` of the calls, those nearest to the alert's events, in their order. */
export function nearestCalls(
  calls: readonly TimelineEvent[],
  { events }: Alert,
  most: number,
): readonly TimelineEvent[] {
  if (calls.length <= most) return calls;
  const [first, last] = [Date.parse(events.first), Date.parse(events.last)];
  const distances = calls.map(({ time }) => Math.max(first - time, time - last, 0));
  const order = calls.map((_, index) => index).sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0) || a - b);
  const kept = new Set(order.slice(0, most));
  return calls.filter((_, index) => kept.has(index));
}
