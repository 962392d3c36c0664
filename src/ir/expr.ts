import type { Span } from "../source/span.ts";

// Values, fields and predicates name each other, so they live in one file: no cycle, not even among types.

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

/** A field as a rule named it, bound to what it holds. */
export interface Field {
  readonly name: string;
  readonly type: ValueType;
  readonly value: Value;
  readonly span: Span;
}

/**
 * True or false for every event, never null. Each lowerer decides what a missing field means in its language
 * and writes it with `exists` and `not`; leaves are false when the field has no element.
 */
export type Predicate =
  | AndPredicate
  | OrPredicate
  | NotPredicate
  | ConstantPredicate
  | ExistsPredicate
  | EqualsPredicate
  | ComparePredicate
  | WildcardPredicate
  | CidrPredicate
  | WordsPredicate;

export interface AndPredicate {
  readonly kind: "and";
  readonly operands: readonly Predicate[];
  readonly span: Span;
}

export interface OrPredicate {
  readonly kind: "or";
  readonly operands: readonly Predicate[];
  readonly span: Span;
}

export interface NotPredicate {
  readonly kind: "not";
  readonly operand: Predicate;
  readonly span: Span;
}

export interface ConstantPredicate {
  readonly kind: "constant";
  readonly holds: boolean;
  readonly span: Span;
}

/** The field has an element. */
export interface ExistsPredicate {
  readonly kind: "exists";
  readonly field: Field;
  readonly span: Span;
}

/**
 * How an element is read before it is compared. `number`: elements that are not numbers never compare.
 * `time`: the literal is ISO 8601 text. `ip`: both sides in canonical form.
 * `number_or_text`: as numbers when both sides are, else as text by code point (Datadog).
 */
export type CompareAs = "text" | "number" | "boolean" | "time" | "ip" | "number_or_text";

/** Some element is one of the texts. */
export interface EqualsPredicate {
  readonly kind: "equals";
  readonly field: Field;
  readonly texts: readonly string[];
  readonly as: CompareAs;
  readonly ignoreCase: boolean;
  readonly span: Span;
}

export type CompareOperator = "<" | "<=" | ">" | ">=";

/** Some element stands in this relation to the literal. Both bounds of a range must hold for the SAME element. */
export interface ComparePredicate {
  readonly kind: "compare";
  readonly field: Field;
  readonly bounds: readonly { readonly operator: CompareOperator; readonly text: string }[];
  readonly as: CompareAs;
  readonly span: Span;
}

/** `any`: any run of characters, also none. `one`: exactly one character. */
export type WildcardPart = { readonly text: string } | "any" | "one";

/** Some element as a whole fits the pattern. Line breaks count as characters. */
export interface WildcardPredicate {
  readonly kind: "wildcard";
  readonly field: Field;
  readonly pattern: readonly WildcardPart[];
  readonly ignoreCase: boolean;
  readonly span: Span;
}

/** Some element is an address inside one of the networks (`10.0.0.0/8`, `2001:db8::/32`, or a single address). */
export interface CidrPredicate {
  readonly kind: "cidr";
  readonly field: Field;
  readonly networks: readonly string[];
  readonly span: Span;
}

/** Some element contains the phrase between word boundaries, in any case (Datadog's search without a field). */
export interface WordsPredicate {
  readonly kind: "words";
  readonly field: Field;
  readonly pattern: readonly WildcardPart[];
  readonly span: Span;
}
