import type { Diagnostic } from "../source/diagnostic.ts";
import { locate } from "../source/location.ts";
import type { QueryProblem } from "./refused.ts";

/** The errors among what a language found in a text, for a SearchRefused or a SuppressionRefused. */
export function queryProblems(diagnostics: readonly Diagnostic[]): readonly QueryProblem[] {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message, hint, source, span }) => {
      const { line, column } = locate(source, span.start);
      return { message, line, column, hint: hint ?? null };
    });
}
