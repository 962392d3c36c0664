/** Keeps `0.995 * 200` at 199 whatever floating point makes of it. */
const ROUNDING = 1e-9;

/**
 * Nearest rank: the place, from 0, of the percentile (0 to 1) among so many numbers in ascending order. The number there is
 * the smallest that at least this part of all do not exceed.
 */
export function nearestRank(count: number, percentile: number): number {
  return Math.min(count, Math.max(1, Math.ceil(percentile * count - ROUNDING))) - 1;
}

/**
 * Percentile of `count` numbers: zeros, and the given ones above zero in ascending order. 0 when there are none.
 * Without up to so many of them, whichever: the least that it can come to.
 */
export function percentileOf(positives: readonly number[], count: number, percentile: number, without = 0): number {
  const zeros = count - positives.length;
  return positives[nearestRank(count - without, percentile) - zeros] ?? 0;
}
