import type { Field, Value } from "../ir/expr.ts";
import type { Plan, SelectColumn } from "../ir/plan.ts";
import { unreachable } from "../util/invariant.ts";

/** What is put between the rows of events and their order so that rows which cannot matter need not be read. */
export interface Sparse {
  /** What it needs of an event. */
  readonly columns: readonly SelectColumn[];
  of(input: Plan, by: readonly string[]): Plan;
}

export const WHOLE: Sparse = { columns: [], of: (input) => input };

const BUCKET = "bucket";

/** More would tell the groups apart better and take longer to count. */
const BUCKETS_A_WINDOW = 4;

/**
 * For methods that find nothing in a group unless `events` rows of it lie within less than `window` ms of each other: the buckets
 * of two such rows begin at most a window of whole buckets apart.
 */
export function crowdedWithin(window: number, events: number): Sparse {
  const least = Math.ceil(events);
  if (least < 2 || !Number.isSafeInteger(least) || !Number.isSafeInteger(window) || window < 1) return WHOLE;
  const width = Math.ceil(window / BUCKETS_A_WINDOW);
  return {
    columns: [{ name: BUCKET, shape: "bucket", width }],
    of: (input, by) => ({ kind: "crowded", input, by, bucket: BUCKET, span: BUCKETS_A_WINDOW * width, least }),
  };
}

/** Shorter silences leave out too little. */
const LEAST_SILENCE = 24 * 3_600_000;

/**
 * For methods that ask of a row whether its group has one in the `silence` ms before it (and when that was), and look at rows less
 * than `width` ms after a row of which that is not so. A row that opens has its predecessor in another bucket: both stay.
 * Any other is in the bucket of a row that stays, or follows the last of its bucket: what stays before it is as near as that.
 */
export function thinnedTo(silence: number, width: number): Sparse {
  if (silence < LEAST_SILENCE || !Number.isSafeInteger(silence) || !Number.isSafeInteger(width)) return WHOLE;
  return {
    columns: [{ name: BUCKET, shape: "bucket", width: Math.floor(silence / 2) }],
    of: (input, by) => ({ kind: "thinned", input, by, bucket: BUCKET, silence, width }),
  };
}

/** Whether no event has more than one element of any of the fields. */
export function areSingle(fields: readonly Field[]): boolean {
  return fields.every(({ value }) => isSingle(value));
}

function isSingle(value: Value): boolean {
  switch (value.kind) {
    case "column":
      return !value.many && value.type !== "json";
    case "constant":
    case "without_suffix":
    case "java_text":
      return true;
    case "pruned":
    case "when":
      return isSingle(value.value);
    case "first":
      return value.values.every(isSingle);
    case "path":
    case "all":
      return false;
    default:
      return unreachable(value);
  }
}
