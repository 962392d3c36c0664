import type { Field } from "../../ir/expr.ts";
import type { Binding, Vocabulary } from "../../ir/vocabulary.ts";
import type { Span } from "../../source/span.ts";
import { MOST_TESTS } from "./limits.ts";
import type { Reporter } from "./reporter.ts";

/** What a lowering knows and gathers. */
export interface Scope {
  readonly vocabulary: Vocabulary;
  readonly reporter: Reporter;
  /** The fields that the query names, in the order of the text. */
  readonly fields: Field[];
  tests: number;
}

export function toField({ name, type, value }: Binding, span: Span): Field {
  return { name, type, value, span };
}

export function countTests(scope: Scope, count: number, span: Span): void {
  scope.tests += count;
  if (scope.tests <= MOST_TESTS) return;
  const hint = "name the fields, or search for fewer values";
  scope.reporter.abandon("limit", `a query makes at most ${MOST_TESTS} tests of a field`, span, hint);
}
