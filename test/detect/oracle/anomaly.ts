import type { AnomalyOptions, Series } from "../../../src/detect/anomaly/series.ts";

const DAY = 86_400_000;

export interface OracleWindow {
  readonly end: number;
  readonly sum: number;
  /** Null: could not be judged. */
  readonly bound: number | null;
  readonly expected: number | null;
  readonly isAnomalous: boolean;
}

function nearestRank(numbers: readonly number[], percentile: number): number {
  const ascending = [...numbers].sort((a, b) => a - b);
  return ascending.find((_, index) => (index + 1) / ascending.length >= percentile - 1e-12) ?? 0;
}

/** docs/anomaly.md, computed anew for every window: one life of a group, no peers. */
export function anomalyOracle(series: Series, lake: readonly number[], options: AnomalyOptions): OracleWindow[] {
  const size = options.bucketDuration;
  const count = Math.max(1, Math.ceil(options.windows.evaluationWindow / size));
  const width = count * size;
  const start = series[0]?.bucket ?? 0;
  const values = new Map(series.map((point) => [point.bucket, point.value]));
  const held = new Set<number>();
  return series.map((point): OracleWindow => {
    const end = point.bucket + size;
    const from = end - width;
    const historyFrom = Math.max(start, from - 14 * DAY);
    const usable = lake.filter(
      (bucket) =>
        bucket >= historyFrom && bucket < from && !(held.has(bucket) && bucket > from - options.learningDuration),
    );
    const sumOf = (a: number, b: number, buckets: readonly number[]) =>
      buckets.filter((bucket) => bucket >= a && bucket < b).reduce((sum, bucket) => sum + (values.get(bucket) ?? 0), 0);
    const sum = sumOf(from, end, [...values.keys()]);
    const peakOf = (days: number): number[] => {
      const [a, b] = [from - days * DAY, end - days * DAY];
      if (a < historyFrom || !lake.some((bucket) => bucket >= a && bucket < b)) return [];
      const slack = Math.ceil(count / 2);
      const shifts = Array.from({ length: 2 * slack + 1 }, (_, index) => (index - slack) * size);
      return [Math.max(...shifts.map((shift) => sumOf(a + shift, Math.min(b + shift, from), usable)))];
    };
    const enough = usable.length >= Math.max(1, Math.ceil((0.25 * options.learningDuration) / size));
    let bound: number | null = null;
    let expected: number | null = null;
    if (from - start >= options.learningDuration && enough) {
      const history = usable.map((bucket) => values.get(bucket) ?? 0);
      const days = Array.from({ length: 14 }, (_, index) => peakOf(index + 1))
        .flat()
        .sort((a, b) => b - a);
      const season = Math.max((days.length >= 3 ? days[1] : days[0]) ?? 0, ...peakOf(7), ...peakOf(14));
      const level = count * nearestRank(history, options.percentile);
      const usual = (count * history.reduce((a, b) => a + b, 0)) / history.length;
      bound = Math.max(level, season);
      expected = Math.max(usual, season);
    } else if (options.learningPeriodBaseline !== null) {
      bound = expected = count * options.learningPeriodBaseline;
    }
    if (bound === null) return { end, sum, bound, expected, isAnomalous: false };
    const share = bound / count;
    const excess = (tolerance: number) =>
      point.value > share && sum >= (bound ?? 0) + (tolerance * Math.max(bound ?? 0, 10)) / 5;
    if (excess(1)) {
      for (const [bucket, value] of values) if (bucket >= from && bucket < end && value > share) held.add(bucket);
    }
    return { end, sum, bound, expected, isAnomalous: excess(options.tolerance) };
  });
}
