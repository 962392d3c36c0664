import type { Predicate } from "../ir/expr.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Source } from "../source/source.ts";
import type { Span } from "../source/span.ts";
import type { Rule, RuleFormat } from "./rule.ts";

/** A rule as far as it was understood. `rule` is null exactly when a diagnostic is an error. */
export interface Candidate {
  readonly file: Source;
  /** Of the id when there is one, else of the whole rule. */
  readonly span: Span;
  readonly id: string | null;
  readonly name: string | null;
  readonly format: RuleFormat;
  /** Elastic's `type`, Datadog's detection method. */
  readonly type: string | null;
  readonly language: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly rule: Rule | null;
  /** Queries as written, for the lint checks. */
  readonly queries: readonly WrittenQuery[];
}

export interface WrittenQuery {
  readonly source: Source;
  /** With the filters and exceptions that are added to it. */
  readonly predicate: Predicate;
  /** Its name in conditions; null where queries have none. */
  readonly label: string | null;
}
