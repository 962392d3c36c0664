import type { TimelineEvent } from "../../../engine/timeline.ts";

const MOST_OPEN = 50;
const BEFORE = 10;

export interface FoldedCalls {
  readonly earlier: readonly TimelineEvent[];
  readonly near: readonly TimelineEvent[];
  readonly later: readonly TimelineEvent[];
}

/** Fifty calls stay in view: from a few before the alert's first event on. All do when there are no more. */
export function foldedCalls(calls: readonly TimelineEvent[], own: ReadonlySet<string>): FoldedCalls {
  if (calls.length <= MOST_OPEN) return { earlier: [], near: calls, later: [] };
  const first = Math.max(
    0,
    calls.findIndex(({ id }) => own.has(id)),
  );
  const from = Math.max(0, Math.min(first - BEFORE, calls.length - MOST_OPEN));
  const to = from + MOST_OPEN;
  return { earlier: calls.slice(0, from), near: calls.slice(from, to), later: calls.slice(to) };
}
