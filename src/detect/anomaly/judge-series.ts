import { MIN_COVERAGE } from "./constants.ts";
import { Doubt } from "./doubt.ts";
import { History } from "./history.ts";
import { type Bound, isAnomalous, isHeld, type Window } from "./judgement.ts";
import type { LakeActivity } from "./lake-activity.ts";
import { lowerBound } from "./lower-bound.ts";
import { seasonalPeak } from "./seasonal-peak.ts";
import { type AnomalyOptions, bucketsOf, type Point, type Series } from "./series.ts";
import { type WindowSum, windowSums } from "./window-sums.ts";

/** What the rule's other groups say about a window that starts then (epoch ms); null: too few of them. */
export type PeerBound = (windowStart: number) => Bound | null;

/** The window that ends with the point's bucket. `bound` is null when it could not be judged. */
export interface JudgedWindow {
  readonly point: Point;
  readonly start: number;
  readonly end: number;
  readonly sum: number;
  readonly bound: Bound | null;
  readonly isAnomalous: boolean;
  /** It may be anomalous, or not: that depends on windows before those that were judged. */
  readonly isOpen: boolean;
}

interface Judge {
  readonly series: Series;
  readonly buckets: readonly number[];
  readonly lake: LakeActivity;
  readonly options: AnomalyOptions;
  readonly peers: PeerBound | null;
  readonly history: History;
  readonly doubt: Doubt;
}

/**
 * Judges every window of one life of a group that ends with a bucket that has events: docs/anomaly.md has the formula.
 * Pure; O(n log n) in the points (the seasonal look back is made only for windows above the level).
 *
 * `judgedFrom`: epoch ms; only windows that end later are judged (null: all). Which buckets the windows before them hold is not
 * known then. As long as that could matter, a window is judged by the lowest bound that there could be: what it does not exceed
 * is not anomalous and holds nothing; what it does is open, and its buckets are in doubt too. After a learning period without
 * an open window nothing is in doubt, and from then on every window is what it is with all of them judged.
 */
export function judgeSeries(
  series: Series,
  lake: LakeActivity,
  options: AnomalyOptions,
  peers: PeerBound | null,
  judgedFrom: number | null = null,
): readonly JudgedWindow[] {
  const from = judgedFrom ?? Number.NEGATIVE_INFINITY;
  const history = new History(series, lake, options.learningDuration);
  const buckets = series.map((point) => point.bucket);
  const judge = { series, buckets, lake, options, peers, history, doubt: new Doubt(series, from) };
  const judged: JudgedWindow[] = [];
  let index = 0;
  for (const window of windowSums(series, options.bucketDuration, bucketsOf(options))) {
    const point = series[index++];
    if (point === undefined || window.end <= from) continue;
    history.slideTo(window.start);
    judge.doubt.release(window.start - options.learningDuration);
    judged.push(judgeWindow(judge, window, point));
  }
  return judged;
}

function judgeWindow(judge: Judge, found: WindowSum, point: Point): JudgedWindow {
  const { options, doubt } = judge;
  const window: Window = { sum: found.sum, newest: point.value, buckets: bucketsOf(options) };
  const { bound, doubts } = boundOf(judge, found, window);
  const holds = bound !== null && isHeld(window, bound.bound);
  if (holds && doubts === 0) hold(judge, found, bound.bound / window.buckets);
  if (holds && doubts > 0) pointsIn(judge, found, (_, each) => doubt.add(each.bucket));
  return {
    point,
    start: found.start,
    end: found.end,
    sum: found.sum,
    bound,
    isAnomalous: doubts === 0 && bound !== null && isAnomalous(window, bound.bound, options.tolerance),
    isOpen: bound === UNKNOWN || (doubts > 0 && holds),
  };
}

/** With `doubts` the bound is the lowest that there could be, else the bound. */
interface Judgement {
  readonly bound: Bound | null;
  readonly doubts: number;
}

function boundOf(judge: Judge, found: WindowSum, window: Window): Judgement {
  const { options, history, series, doubt } = judge;
  const hasLearned = found.start - (series[0]?.bucket ?? 0) >= options.learningDuration;
  const enough = enoughBuckets(options);
  const doubts = doubt.before(found.start);
  if (hasLearned && history.count - doubts >= enough) return { bound: ownBound(judge, found, window, doubts), doubts };
  if (hasLearned && history.count >= enough) return { bound: UNKNOWN, doubts };
  return { bound: otherBound(judge, found, window), doubts: 0 };
}

/** Buckets of a history without which it is none. */
export function enoughBuckets({ learningDuration, bucketDuration }: AnomalyOptions): number {
  return Math.max(1, Math.ceil((MIN_COVERAGE * learningDuration) / bucketDuration));
}

/** Lower than any. */
const UNKNOWN: Bound = { bound: 0, expected: 0, judgedBy: "own" };

function otherBound({ options, peers }: Judge, found: WindowSum, window: Window): Bound | null {
  if (options.learningPeriodBaseline === null) return peers?.(found.start) ?? null;
  const bound = window.buckets * options.learningPeriodBaseline;
  return { bound, expected: bound, judgedBy: "learning_period" };
}

/** The level decides alone unless the window exceeds it: the season can only raise the bound. */
function ownBound(judge: Judge, found: WindowSum, window: Window, doubts: number): Bound {
  const { history, options, doubt, buckets } = judge;
  const level = window.buckets * history.percentile(options.percentile, doubts);
  const usual = window.buckets * history.mean;
  if (!isHeld(window, level)) return { bound: level, expected: usual, judgedBy: "own" };
  const has = (index: number) => history.has(index) && (doubts === 0 || !doubt.has(buckets[index] ?? 0));
  const season = seasonalPeak({
    series: judge.series,
    history: { from: history.from, has },
    lake: judge.lake,
    bucketDuration: options.bucketDuration,
    from: found.start,
    to: found.end,
    indexOf: (time) => lowerBound(judge.buckets, time),
  });
  return { bound: Math.max(level, season), expected: Math.max(usual, season), judgedBy: "own" };
}

function hold(judge: Judge, found: WindowSum, share: number): void {
  pointsIn(judge, found, (index, point) => {
    if (point.value > share) judge.history.hold(index);
  });
}

function pointsIn({ series }: Judge, found: WindowSum, take: (index: number, point: Point) => void): void {
  for (let index = found.firstIndex; index < series.length; index++) {
    const point = series[index];
    if (point === undefined || point.bucket >= found.end) return;
    take(index, point);
  }
}
