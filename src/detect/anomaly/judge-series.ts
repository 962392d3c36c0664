import { MIN_COVERAGE } from "./constants.ts";
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
}

interface Judge {
  readonly series: Series;
  readonly buckets: readonly number[];
  readonly lake: LakeActivity;
  readonly options: AnomalyOptions;
  readonly peers: PeerBound | null;
  readonly history: History;
}

/**
 * Judges every window of one life of a group that ends with a bucket that has events: docs/anomaly.md has the formula.
 * Pure; O(n log n) in the points (the seasonal look back is made only for windows above the level).
 */
export function judgeSeries(
  series: Series,
  lake: LakeActivity,
  options: AnomalyOptions,
  peers: PeerBound | null,
): readonly JudgedWindow[] {
  const history = new History(series, lake, options.learningDuration);
  const judge = { series, buckets: series.map((point) => point.bucket), lake, options, peers, history };
  const judged: JudgedWindow[] = [];
  for (const window of windowSums(series, options.bucketDuration, bucketsOf(options))) {
    history.slideTo(window.start);
    const point = series[judged.length];
    if (point !== undefined) judged.push(judgeWindow(judge, window, point));
  }
  return judged;
}

function judgeWindow(judge: Judge, found: WindowSum, point: Point): JudgedWindow {
  const window: Window = { sum: found.sum, newest: point.value, buckets: bucketsOf(judge.options) };
  const bound = boundOf(judge, found, window);
  if (bound !== null && isHeld(window, bound.bound)) hold(judge, found, bound.bound / window.buckets);
  return {
    point,
    start: found.start,
    end: found.end,
    sum: found.sum,
    bound,
    isAnomalous: bound !== null && isAnomalous(window, bound.bound, judge.options.tolerance),
  };
}

function boundOf(judge: Judge, found: WindowSum, window: Window): Bound | null {
  const { options, history, series } = judge;
  const hasLearned = found.start - (series[0]?.bucket ?? 0) >= options.learningDuration;
  const enough = Math.max(1, Math.ceil((MIN_COVERAGE * options.learningDuration) / options.bucketDuration));
  if (hasLearned && history.count >= enough) return ownBound(judge, found, window);
  if (options.learningPeriodBaseline === null) return judge.peers?.(found.start) ?? null;
  const bound = window.buckets * options.learningPeriodBaseline;
  return { bound, expected: bound, judgedBy: "learning_period" };
}

/** The level decides alone unless the window exceeds it: the season can only raise the bound. */
function ownBound(judge: Judge, found: WindowSum, window: Window): Bound {
  const { history, options } = judge;
  const level = window.buckets * history.percentile(options.percentile);
  const usual = window.buckets * history.mean;
  if (!isHeld(window, level)) return { bound: level, expected: usual, judgedBy: "own" };
  const season = seasonalPeak({
    series: judge.series,
    history,
    lake: judge.lake,
    bucketDuration: options.bucketDuration,
    from: found.start,
    to: found.end,
    indexOf: (time) => lowerBound(judge.buckets, time),
  });
  return { bound: Math.max(level, season), expected: Math.max(usual, season), judgedBy: "own" };
}

function hold({ series, history }: Judge, found: WindowSum, share: number): void {
  for (let index = found.firstIndex; (series[index]?.bucket ?? found.end) < found.end; index++) {
    if ((series[index]?.value ?? 0) > share) history.hold(index);
  }
}
