import type { Predicate, Value } from "./expr.ts";

/** Rows from rows. Times are epoch milliseconds. */
export type Plan =
  | EventsPlan
  | FilterPlan
  | BetweenPlan
  | SelectPlan
  | ExplodePlan
  | AmongPlan
  | CrowdedPlan
  | ThinnedPlan
  | AggregatePlan
  | SortPlan;

/** Every stored event, once. */
export interface EventsPlan {
  readonly kind: "events";
}

/** Directly over events. */
export interface FilterPlan {
  readonly kind: "filter";
  readonly input: EventsPlan | BetweenPlan | FilterPlan;
  readonly predicate: Predicate;
}

/** Directly over events: those with `from <= time < to`. */
export interface BetweenPlan {
  readonly kind: "between";
  readonly input: EventsPlan | BetweenPlan | FilterPlan;
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * `time`: epoch ms (number). `bucket`: start of the time bucket of this width, epoch ms (number).
 * `scalar`: the value's only element, or its first in code point order, as text; null when missing.
 * `number`: as scalar, as a number; null when it is none. `list`: distinct elements as text, sorted; empty when missing.
 * `which`: of all cases whose condition holds, the names of the candidates that hold, each with a comma after it, in the given
 * order; empty text when none does. `packed`: the same and these columns as the text of a JSON array, many cells for the
 * price of one; null when no candidate holds.
 */
export type SelectColumn =
  | { readonly name: string; readonly shape: "time" }
  | { readonly name: string; readonly shape: "bucket"; readonly width: number }
  | { readonly name: string; readonly shape: "scalar" | "number" | "list"; readonly value: Value }
  | { readonly name: string; readonly shape: "which"; readonly cases: readonly WhichCase[] }
  | {
      readonly name: string;
      readonly shape: "packed";
      readonly cases: readonly WhichCase[];
      readonly columns: readonly SelectColumn[];
    };

/** Predicates that are looked at where the condition holds. Names are letters and digits. */
export interface WhichCase {
  readonly when: Predicate;
  readonly candidates: readonly { readonly name: string; readonly predicate: Predicate }[];
}

/** From events to named columns. */
export interface SelectPlan {
  readonly kind: "select";
  readonly input: EventsPlan | BetweenPlan | FilterPlan;
  readonly columns: readonly SelectColumn[];
}

/** One row for each element of a list column; a row with an empty list goes, or stays with null when `keepEmpty`. */
export interface ExplodePlan {
  readonly kind: "explode";
  readonly input: Plan;
  readonly column: string;
  readonly keepEmpty: boolean;
}

/** Rows whose texts in these columns, together, are one of the tuples. At least one column and one tuple. */
export interface AmongPlan {
  readonly kind: "among";
  readonly input: Plan;
  readonly columns: readonly string[];
  readonly tuples: readonly (readonly string[])[];
}

/**
 * Rows of those groups (equal cells in `by`) that have, for some bucket, at least `least` rows in the buckets that begin at its beginning
 * or up to `span` ms before it, and perhaps others: it says which rows are not needed, so that nobody has to read them. `bucket` is a
 * column of that shape.
 */
export interface CrowdedPlan {
  readonly kind: "crowded";
  readonly input: Plan;
  readonly by: readonly string[];
  readonly bucket: string;
  readonly span: number;
  readonly least: number;
}

/**
 * Of each group (equal cells in `by`) the rows with its first and its last `time` in each bucket, those less than `width` ms after a
 * row that opens the group, and perhaps others, as above. A row opens when the group has none in the `silence` ms before
 * it; silence is at least twice the bucket's width.
 */
export interface ThinnedPlan {
  readonly kind: "thinned";
  readonly input: Plan;
  readonly by: readonly string[];
  readonly bucket: string;
  readonly silence: number;
  readonly width: number;
}

/** `joined`: the texts of a column, in no order, with commas between them; null when there is none. */
export interface Measure {
  readonly name: string;
  readonly fn: "count" | "count_distinct" | "sum" | "min" | "max" | "joined";
  /** Not for count. */
  readonly column?: string;
}

/** Nulls in `by` form a group of their own. */
export interface AggregatePlan {
  readonly kind: "aggregate";
  readonly input: Plan;
  readonly by: readonly string[];
  readonly measures: readonly Measure[];
}

/** Ascending; text by code point; nulls first. `most`: rows after the first so many are left out; without it none are. */
export interface SortPlan {
  readonly kind: "sort";
  readonly input: Plan;
  readonly by: readonly string[];
  readonly most?: number;
}

/** A row that a plan delivers: numbers, texts, booleans, lists of texts, null. */
export type Row = Readonly<Record<string, Cell>>;
export type Cell = string | number | boolean | null | readonly string[];

/** Runs a plan over the stored events. Handed to what needs rows, so that it knows no database. */
export type RunPlan = (plan: Plan) => AsyncIterable<Row>;
