import { HISTORY, MIN_PEERS, PEER_PERCENTILE, PEER_STEP } from "./constants.ts";
import type { PeerBound } from "./judge-series.ts";
import type { Bound } from "./judgement.ts";
import { lowerBound } from "./lower-bound.ts";
import { nearestRank } from "./percentile.ts";
import type { Series } from "./series.ts";
import { windowSums } from "./window-sums.ts";

const STEPS = HISTORY / PEER_STEP;

/** Collects what each group reaches, then judges groups by the others. */
export interface Peers {
  /** In any order; `group` is any key that is the group's own. */
  add(group: string, series: Series): void;
  /** Only after all were added. */
  boundFor(group: string): PeerBound;
}

/** Group -> its highest window sum. */
type Highest = Map<string, number>;

interface Distribution {
  readonly byGroup: Highest;
  /** Ascending. */
  readonly sums: readonly number[];
}

/**
 * The peers of a group at a window's start: the other groups that had a window in the HISTORY before, each with its highest.
 * Taken at the start of the PEER_STEP in which the window starts, so nothing from the window's own time has a say. Before
 * the rule has `learningDuration` ms of data there are none; `start`: when its data begins, null for its first bucket.
 */
export function peersOf(
  bucketDuration: number,
  buckets: number,
  learningDuration: number,
  start: number | null,
): Peers {
  const bySteps = new Map<number, Highest>();
  const distributions = new Map<number, Distribution>();
  let firstBucket = Number.POSITIVE_INFINITY;
  const at = (step: number) => {
    const known = distributions.get(step) ?? distributionAt(bySteps, step);
    distributions.set(step, known);
    return known;
  };
  return {
    add(group, series) {
      firstBucket = Math.min(firstBucket, series[0]?.bucket ?? firstBucket);
      for (const window of windowSums(series, bucketDuration, buckets)) {
        const step = Math.floor((window.end - 1) / PEER_STEP);
        const highest = bySteps.get(step) ?? new Map<string, number>();
        bySteps.set(step, highest);
        raise(highest, group, window.sum);
      }
    },
    boundFor: (group) => (windowStart) =>
      windowStart - (start ?? firstBucket) < learningDuration
        ? null
        : boundAmong(at(Math.floor(windowStart / PEER_STEP)), group),
  };
}

function raise(highest: Highest, group: string, sum: number): void {
  highest.set(group, Math.max(highest.get(group) ?? 0, sum));
}

function distributionAt(bySteps: ReadonlyMap<number, Highest>, step: number): Distribution {
  const byGroup: Highest = new Map();
  for (let earlier = step - STEPS; earlier < step; earlier++) {
    for (const [group, sum] of bySteps.get(earlier) ?? []) raise(byGroup, group, sum);
  }
  return { byGroup, sums: [...byGroup.values()].sort((a, b) => a - b) };
}

function boundAmong({ byGroup, sums }: Distribution, group: string): Bound | null {
  const own = byGroup.get(group);
  const skip = own === undefined ? sums.length : lowerBound(sums, own);
  const count = own === undefined ? sums.length : sums.length - 1;
  if (count < MIN_PEERS) return null;
  const at = (percentile: number) => {
    const rank = nearestRank(count, percentile);
    return sums[rank < skip ? rank : rank + 1] ?? 0;
  };
  return { bound: at(PEER_PERCENTILE), expected: at(0.5), judgedBy: "peers" };
}
