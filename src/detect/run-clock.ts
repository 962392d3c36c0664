import type { Schedule } from "../rule/rule.ts";

/** End of the run in whose own slot the time lies. */
export function runEnd(time: number, interval: number): number {
  return (Math.floor(time / interval) + 1) * interval;
}

/** When it is known which events of a group were counted, for events that are read from `start` on. */
export interface RunClock {
  /** A run begins to be filled; before its first event. */
  begin(end: number): void;
  saw(time: number): void;
  /** The events of the run's window, counted or not, reached the threshold. */
  reached(end: number): void;
  isKnown(end: number): boolean;
}

/**
 * Until it is known what was counted, all events of a window are held, counted or not: a superset of those that
 * are not. As count and cardinality only grow with the events, a run whose superset does not reach cannot detect. The run
 * that ends at E knows its uncounted events exactly when
 * - every run that could have counted one of them is known not to have detected: those that end after `E - lookback`. Their
 *   windows begin after `E - 2 lookback`, so they were read whole when that is not before `start`; or
 * - its window was read and holds nothing but its own slot's events, which no earlier run has seen.
 *
 * From then on everything is exact. `start` null: from the beginning.
 */
export function runClock({ lookback }: Schedule, start: number | null): RunClock {
  let isExact = start === null;
  let lastReached = Number.NEGATIVE_INFINITY;
  let lastSeen = Number.NEGATIVE_INFINITY;
  return {
    begin(end) {
      if (start === null || isExact) return;
      const isCalm = lastReached <= end - lookback && end - 2 * lookback >= start;
      const isFirst = lastSeen < end - lookback && end - lookback >= start;
      isExact = isCalm || isFirst;
    },
    saw(time) {
      lastSeen = time;
    },
    reached(end) {
      lastReached = end;
    },
    isKnown: () => isExact,
  };
}
