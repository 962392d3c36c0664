import type { Source } from "../../source/source.ts";
import type { Span } from "../../source/span.ts";

export const APPLIES_TO = ["alerts", "events"] as const;
export const SUPPRESSION_LANGUAGES = ["kql", "datadog"] as const;

/** A suppression as a file has it: its facts are checked, its query is not compiled. Times are epoch ms; null: open. */
export interface WrittenSuppression {
  readonly id: string;
  readonly appliesTo: (typeof APPLIES_TO)[number];
  /** Null: all rules. */
  readonly rules: readonly WrittenRuleId[] | null;
  readonly language: (typeof SUPPRESSION_LANGUAGES)[number];
  /** Its characters are tied to their places in the file. */
  readonly query: Source;
  readonly owner: string;
  readonly reason: string;
  readonly from: number | null;
  readonly expires: number | null;
  readonly file: Source;
  readonly idSpan: Span;
  readonly expiresSpan: Span;
}

export interface WrittenRuleId {
  readonly id: string;
  readonly span: Span;
}
