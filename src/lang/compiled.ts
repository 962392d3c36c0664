import type { Field, Predicate } from "../ir/expr.ts";
import type { Diagnostic } from "../source/diagnostic.ts";

/** What a query language makes of a text. `predicate` is null exactly when a diagnostic is an error. */
export interface CompiledQuery {
  readonly predicate: Predicate | null;
  /** Every field that the query names, in the order of the text. */
  readonly fields: readonly Field[];
  readonly diagnostics: readonly Diagnostic[];
}
