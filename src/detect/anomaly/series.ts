import type { AnomalyMethod } from "../../rule/rule.ts";
import { HISTORY } from "./constants.ts";

/** A bucket in which the group had something to aggregate. */
export interface Point {
  /** Start, epoch ms. */
  readonly bucket: number;
  /** Above 0. */
  readonly value: number;
  /** Time of the bucket's last event, epoch ms. */
  readonly last: number;
}

/** By bucket, ascending, each bucket once. Buckets without a point are 0 where the lake has events, gaps elsewhere. */
export type Series = readonly Point[];

/** What of the method the evaluation needs. Durations in ms. */
export type AnomalyOptions = Pick<
  AnomalyMethod,
  "percentile" | "tolerance" | "windows" | "bucketDuration" | "learningDuration" | "learningPeriodBaseline"
>;

/** Buckets of the evaluation window: at least one, a begun one counts. */
export function bucketsOf(options: AnomalyOptions): number {
  return Math.max(1, Math.ceil(options.windows.evaluationWindow / options.bucketDuration));
}

/** The lives of a group: one that is silent for more than HISTORY is forgotten and begins anew. */
export function livesOf(series: Series): readonly Series[] {
  const lives: Point[][] = [];
  let last: Point | null = null;
  for (const point of series) {
    if (last === null || point.bucket - last.bucket > HISTORY) lives.push([]);
    lives.at(-1)?.push(point);
    last = point;
  }
  return lives;
}
