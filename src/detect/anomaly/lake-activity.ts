import { lowerBound } from "./lower-bound.ts";

/** In which buckets any event at all was stored. */
export interface LakeActivity {
  /** How many such buckets start in `[from, to)`, epoch ms. */
  count(from: number, to: number): number;
  /** Their starts, ascending. */
  starts(from: number, to: number): readonly number[];
}

/** `buckets`: starts in epoch ms, ascending. */
export function lakeActivity(buckets: readonly number[]): LakeActivity {
  return {
    count: (from, to) => Math.max(0, lowerBound(buckets, to) - lowerBound(buckets, from)),
    starts: (from, to) => buckets.slice(lowerBound(buckets, from), lowerBound(buckets, to)),
  };
}
