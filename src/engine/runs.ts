import type { Detection } from "../detect/detection.ts";

/** A run of a rule is a slot of its interval in event time, `[from, to)`, also in a scan over months. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

export function runOf(time: number, interval: number): Run {
  const from = Math.floor(time / interval) * interval;
  return { from, to: from + interval };
}

export interface Capped<T extends { readonly detection: Detection }> {
  readonly kept: readonly T[];
  /** One for each run that had more than the cap allows. */
  readonly overflows: readonly Overflow[];
}

export interface Overflow {
  readonly run: Run;
  readonly count: number;
}

/** The first `cap` of each run, in the given order (by time); the rest is counted. */
export function capRuns<T extends { readonly detection: Detection }>(
  candidates: readonly T[],
  interval: number,
  cap: number | null,
): Capped<T> {
  if (cap === null) return { kept: candidates, overflows: [] };
  const counts = new Map<number, number>();
  const kept: T[] = [];
  for (const candidate of candidates) {
    const { from } = runOf(candidate.detection.time, interval);
    const count = (counts.get(from) ?? 0) + 1;
    counts.set(from, count);
    if (count <= cap) kept.push(candidate);
  }
  const overflows = [...counts]
    .filter(([, count]) => count > cap)
    .map(([from, count]) => ({ run: { from, to: from + interval }, count: count - cap }));
  return { kept, overflows };
}
