import type { CompareOperator, WildcardPart } from "../../ir/expr.ts";
import type { Span } from "../../source/span.ts";

/** A Datadog log search as it is written: fields are names, nothing is bound. */
export type Search =
  | AllSearch
  | AndSearch
  | OrSearch
  | NotSearch
  | GroupSearch
  | MatchSearch
  | ExistsSearch
  | CidrSearch;

/** `*`, `*:*` and the empty text. */
interface AllSearch {
  readonly kind: "all";
  readonly span: Span;
}

export interface AndSearch {
  readonly kind: "and";
  /** Two or more. */
  readonly operands: readonly Search[];
  readonly span: Span;
}

export interface OrSearch {
  readonly kind: "or";
  /** Two or more. */
  readonly operands: readonly Search[];
  readonly span: Span;
}

interface NotSearch {
  readonly kind: "not";
  readonly operand: Search;
  readonly span: Span;
}

/** `field:( ... )`: what stands inside without a field is about this one. */
interface GroupSearch {
  readonly kind: "group";
  readonly field: FieldRef;
  readonly search: Search;
  readonly span: Span;
}

/** `field:value`. Null: the field of the group around it, else the default fields. */
export interface MatchSearch {
  readonly kind: "match";
  readonly field: FieldRef | null;
  readonly value: SearchValue;
  readonly span: Span;
}

/** `_exists_:field` (present) and `_missing_:field`. */
interface ExistsSearch {
  readonly kind: "exists";
  readonly field: NamedField;
  readonly present: boolean;
  readonly span: Span;
}

/** `CIDR(@field, network, ...)`. */
interface CidrSearch {
  readonly kind: "cidr";
  readonly field: NamedField;
  readonly networks: readonly string[];
  readonly span: Span;
}

export type FieldRef = NamedField | EverythingField;

/** As written, escapes resolved: `@userIdentity.arn`, `source`, `env`. */
export interface NamedField {
  readonly kind: "named";
  readonly name: string;
  readonly span: Span;
}

/** The `*` of `*:term`. */
interface EverythingField {
  readonly kind: "everything";
  readonly span: Span;
}

export type SearchValue = TermValue | PhraseValue | CompareValue | RangeValue;

export interface TermValue {
  readonly kind: "term";
  /** At least one; texts and `any` never stand next to their like. */
  readonly parts: readonly WildcardPart[];
  readonly span: Span;
}

/** Quoted: no wildcards. */
export interface PhraseValue {
  readonly kind: "phrase";
  readonly text: string;
  readonly span: Span;
}

export interface CompareValue {
  readonly kind: "compare";
  readonly operator: CompareOperator;
  readonly text: string;
  readonly span: Span;
}

export interface RangeValue {
  readonly kind: "range";
  /** Null: open (`*`). */
  readonly lower: RangeBound | null;
  readonly upper: RangeBound | null;
  readonly span: Span;
}

export interface RangeBound {
  readonly text: string;
  readonly inclusive: boolean;
}
