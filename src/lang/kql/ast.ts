import type { CompareOperator } from "../../ir/expr.ts";
import type { Span } from "../../source/span.ts";

/** A KQL query. Parentheses leave no node: they only decide the shape. */
export type Query = EverythingNode | OrNode | AndNode | NotNode | NestedNode | MatchNode | RangeNode | TermNode;

/** The empty query. */
interface EverythingNode {
  readonly kind: "everything";
  readonly span: Span;
}

/** Two operands or more. */
interface OrNode {
  readonly kind: "or";
  readonly operands: readonly Query[];
  readonly span: Span;
}

/** Two operands or more. */
interface AndNode {
  readonly kind: "and";
  readonly operands: readonly Query[];
  readonly span: Span;
}

interface NotNode {
  readonly kind: "not";
  readonly operand: Query;
  readonly span: Span;
}

/** `field:{ query }`: the query's field names continue the field's, and hold for one object of the array. */
export interface NestedNode {
  readonly kind: "nested";
  readonly field: FieldName;
  readonly query: Query;
  readonly span: Span;
}

/** `field:values` */
export interface MatchNode {
  readonly kind: "match";
  readonly field: FieldName;
  readonly values: Values;
  readonly span: Span;
}

/** `field >= value` */
export interface RangeNode {
  readonly kind: "range";
  readonly field: FieldName;
  readonly operator: CompareOperator;
  readonly value: Value;
  readonly span: Span;
}

/** A value without a field. */
export interface TermNode {
  readonly kind: "term";
  readonly value: Value;
  readonly span: Span;
}

/** What stands behind the colon: a value, or a list `(a or (b and not c))`. */
export type Values = Value | OrValues | AndValues | NotValues;

interface OrValues {
  readonly kind: "or_values";
  readonly operands: readonly Values[];
  readonly span: Span;
}

interface AndValues {
  readonly kind: "and_values";
  readonly operands: readonly Values[];
  readonly span: Span;
}

interface NotValues {
  readonly kind: "not_values";
  readonly operand: Values;
  readonly span: Span;
}

export type Value = LiteralValue | PatternValue;

/** Only the unquoted lower-case words `true`, `false` and `null` are not text. */
interface LiteralValue {
  readonly kind: "literal";
  readonly value: string | boolean | null;
  readonly quoted: boolean;
  readonly span: Span;
}

/** Unquoted text with a star in it. */
interface PatternValue {
  readonly kind: "pattern";
  readonly parts: readonly PatternPart[];
  readonly span: Span;
}

/** `any`: a star (several in a row are one). Texts are not empty and never stand side by side. */
export type PatternPart = { readonly text: string } | "any";

export type FieldName = NamedField | FieldPattern;

interface NamedField {
  readonly kind: "name";
  readonly name: string;
  readonly quoted: boolean;
  readonly span: Span;
}

interface FieldPattern {
  readonly kind: "name_pattern";
  readonly parts: readonly PatternPart[];
  readonly span: Span;
}
