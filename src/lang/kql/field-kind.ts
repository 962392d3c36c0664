import type { CompareOperator, Field, Predicate } from "../../ir/expr.ts";
import type { Span } from "../../source/span.ts";
import type { PatternPart } from "./ast.ts";

/** What a type of field makes of a value, as Elasticsearch does. */
export interface FieldKind {
  equals(field: Field, text: string, span: Span): Fit;
  compare(field: Field, operator: CompareOperator, text: string, span: Span): Fit;
  /** The pattern is more than a lone star. */
  matches(field: Field, parts: readonly PatternPart[], span: Span): Fit;
}

export type Fit = { readonly kind: "fits"; readonly predicate: Predicate } | Misfit;

/** The field cannot hold the value: Elasticsearch fails the whole search then. */
export interface Misfit {
  readonly kind: "misfit";
  readonly code: "invalid-value" | "unsupported-feature";
  readonly message: string;
  readonly hint?: string;
}

export function fits(predicate: Predicate): Fit {
  return { kind: "fits", predicate };
}

export function misfit(message: string, hint?: string, code: Misfit["code"] = "invalid-value"): Misfit {
  return { kind: "misfit", code, message, ...(hint === undefined ? {} : { hint }) };
}
