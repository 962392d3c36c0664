import type { SignalWindows } from "../../rule/rule.ts";

/** ms without a match after which no signal of whatever age is open. */
export function calmFor({ keepAlive, maxSignalDuration }: SignalWindows): number {
  return Math.min(keepAlive, maxSignalDuration);
}

/** When it is known whether a signal of a group is open. */
export interface MatchClock {
  /** Times must not go back. */
  isKnown(time: number): boolean;
  /** A match while it was not known. */
  matched(time: number): void;
}

/**
 * Which signal a match belongs to depends on the matches before it, back to where they began. But a signal closes `keepAlive`
 * after its last match and at the latest `maxSignalDuration` after its first: after the shorter of both without a
 * match none is open, whatever there was before. Until such a calm it is not known; from then on everything is.
 *
 * `exactFrom`: epoch ms from which on the matches are known, as nothing they depend on is older than what was read; null:
 * from the beginning, so that there was no signal before.
 */
export function matchClock(windows: SignalWindows, exactFrom: number | null): MatchClock {
  let isExact = exactFrom === null;
  let lastPossible = exactFrom ?? 0;
  return {
    isKnown(time) {
      isExact ||= time - lastPossible >= calmFor(windows);
      return isExact;
    },
    matched(time) {
      lastPossible = Math.max(lastPossible, time);
    },
  };
}
