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

/** In detections: what an alert stands for counts with it. */
interface Countable {
  readonly detection: Detection;
  readonly suppressed: number;
}

export interface Capped<T extends Countable> {
  readonly kept: readonly T[];
  /** One for each run that had more than the cap allows. */
  readonly overflows: readonly Overflow[];
}

export interface Overflow {
  readonly run: Run;
  readonly count: number;
}

/** The first `cap` of each run, in the given order (by time); the rest is counted. */
export function capRuns<T extends Countable>(
  candidates: readonly T[],
  interval: number,
  cap: number | null,
): Capped<T> {
  if (cap === null) return { kept: candidates, overflows: [] };
  const runs = new Map<number, { alerts: number; over: number }>();
  const kept: T[] = [];
  for (const candidate of candidates) {
    const { from } = runOf(candidate.detection.time, interval);
    const run = runs.get(from) ?? { alerts: 0, over: 0 };
    runs.set(from, run);
    if (run.alerts < cap) {
      run.alerts += 1;
      kept.push(candidate);
    } else run.over += 1 + candidate.suppressed;
  }
  const overflows = [...runs]
    .filter(([, { over }]) => over > 0)
    .map(([from, { over }]) => ({ run: { from, to: from + interval }, count: over }));
  return { kept, overflows };
}
