import type { Span } from "../../source/span.ts";
import type { FieldRef, NamedField, SearchValue } from "./ast.ts";

export type Token = SymbolToken | FieldToken | ValueToken | CidrToken;

/** `not` is `NOT`, `-` or `!`; `plus` changes nothing. */
export interface SymbolToken {
  readonly kind: "open" | "close" | "and" | "or" | "not" | "plus" | "end";
  readonly span: Span;
}

/** A name with its colon. */
export interface FieldToken {
  readonly kind: "field";
  readonly field: FieldRef;
  readonly span: Span;
}

export interface ValueToken {
  readonly kind: "value";
  readonly value: SearchValue;
  readonly span: Span;
}

/** A whole `CIDR(...)` call. */
export interface CidrToken {
  readonly kind: "cidr";
  readonly field: NamedField;
  readonly networks: readonly string[];
  readonly span: Span;
}
