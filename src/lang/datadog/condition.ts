import type { Span } from "../../source/span.ts";

/** The condition of a rule case: `a > 5 && b > 0`, `a > 0 THEN b > 0`. */
export type Condition = ComparisonCondition | AllCondition | AnyCondition | ThenCondition;

export type ConditionOperator = ">" | ">=" | "<" | "<=";

export interface ComparisonCondition {
  readonly kind: "comparison";
  readonly label: string;
  readonly operator: ConditionOperator;
  readonly number: number;
  readonly span: Span;
}

export interface AllCondition {
  readonly kind: "all";
  readonly operands: readonly Condition[];
  readonly span: Span;
}

export interface AnyCondition {
  readonly kind: "any";
  readonly operands: readonly Condition[];
  readonly span: Span;
}

/** `first` was satisfied at some event of the window, and `then` at a later one. */
export interface ThenCondition {
  readonly kind: "then";
  readonly first: Condition;
  readonly then: Condition;
  readonly span: Span;
}
