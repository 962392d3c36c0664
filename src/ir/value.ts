import type { Predicate } from "./predicate.ts";

export type ValueType = "text" | "number" | "boolean" | "time" | "ip" | "json";

/**
 * What a field holds in one event: none, one or many elements. A predicate over a value holds when any
 * element satisfies it; no element means that the field is missing.
 */
export type Value =
  | ColumnValue
  | PathValue
  | ConstantValue
  | JavaTextValue
  | WithoutSuffixValue
  | PrunedValue
  | WhenValue
  | AllValue
  | FirstValue;

/** A column of the events table; `many` for list columns. */
export interface ColumnValue {
  readonly kind: "column";
  readonly column: string;
  readonly type: ValueType;
  readonly many: boolean;
}

/**
 * The leaves (text, numbers and booleans as text) at a path below a JSON column. Arrays on the way and at the
 * end are opened (arrays of arrays to two levels). A key on the way may itself contain dots: `a.b.c` reaches
 * `{"a":{"b":{"c":1}}}`, `{"a":{"b.c":1}}`, `{"a.b":{"c":1}}` and `{"a.b.c":1}` (one such key a path).
 */
export interface PathValue {
  readonly kind: "path";
  readonly column: string;
  readonly keys: readonly string[];
}

/** The same text in every event, e.g. `event.dataset`. */
export interface ConstantValue {
  readonly kind: "constant";
  readonly text: string;
}

/** A JSON column as Java's `Map.toString()` prints it, in `java.util.HashMap` order. */
export interface JavaTextValue {
  readonly kind: "java_text";
  readonly column: string;
}

/** A text column without its ending; none where it does not end so. */
export interface WithoutSuffixValue {
  readonly kind: "without_suffix";
  readonly column: string;
  readonly suffix: string;
}

/** Without the elements that Elastic's pipeline removes: `""`, `"-"` and `"none"`. */
export interface PrunedValue {
  readonly kind: "pruned";
  readonly value: Value;
}

/** The value in events for which the condition holds, none in the others. */
export interface WhenValue {
  readonly kind: "when";
  readonly condition: Predicate;
  readonly value: Value;
}

/** The elements of all values together. */
export interface AllValue {
  readonly kind: "all";
  readonly values: readonly Value[];
}

/** The elements of the first value that has any. */
export interface FirstValue {
  readonly kind: "first";
  readonly values: readonly Value[];
}
