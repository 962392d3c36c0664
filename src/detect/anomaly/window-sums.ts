import type { Series } from "./series.ts";

/** The window whose newest bucket is a point's: `[start, end)`, epoch ms, and the index of its first point. */
export interface WindowSum {
  readonly start: number;
  readonly end: number;
  readonly firstIndex: number;
  readonly sum: number;
}

/**
 * For each point, the window of `buckets` buckets that ends with its bucket. Windows that end with an empty bucket cannot
 * be anomalous, so they are not made.
 */
export function* windowSums(series: Series, bucketDuration: number, buckets: number): Generator<WindowSum> {
  let sum = 0;
  let firstIndex = 0;
  for (const point of series) {
    const end = point.bucket + bucketDuration;
    const start = end - buckets * bucketDuration;
    sum += point.value;
    for (let oldest = series[firstIndex]; oldest !== undefined && oldest.bucket < start; oldest = series[firstIndex]) {
      sum -= oldest.value;
      firstIndex++;
    }
    yield { start, end, firstIndex, sum };
  }
}
