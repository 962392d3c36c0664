import { type CompiledSuppression, compileSuppression } from "../alert/suppression/compile-suppression.ts";
import type { LoadedRules } from "../rule/loaded-rules.ts";
import { RulesError } from "./rules-error.ts";

/** The Datadog suppressions of rule files. Throws a RulesError when a query of one cannot be read. */
export function compileSuppressions({ suppressions }: LoadedRules): readonly CompiledSuppression[] {
  const results = suppressions.map(compileSuppression);
  const errors = results.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === "error"));
  if (errors.length > 0) throw new RulesError(errors);
  return results.map(({ suppression }) => suppression).filter((each) => each !== null);
}
