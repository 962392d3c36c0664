import type { CompiledOwn } from "../alert/suppression/compiled-own.ts";
import { expiredSuppressions, unknownRules } from "../alert/suppression/suppression-warnings.ts";
import type { LoadedRules } from "../rule/loaded-rules.ts";
import { type Diagnostic, hasErrors } from "../source/diagnostic.ts";
import { RulesError } from "./rules-error.ts";

export interface OwnSuppressions {
  readonly suppressions: readonly CompiledOwn[];
  /** Those that have ended, rules that are not there, and what queries are warned of. */
  readonly warnings: readonly Diagnostic[];
}

export interface OwnOptions {
  /** The clock, epoch ms. */
  readonly now: number;
  /** Of errors: what was not done. */
  readonly consequence: string;
}

/** The files that `--suppressions` names. Throws a RulesError when something in them is wrong. */
export async function loadOwnSuppressions(
  paths: readonly string[] | undefined,
  { checked }: LoadedRules,
  { now, consequence }: OwnOptions,
): Promise<OwnSuppressions> {
  if (paths === undefined) return { suppressions: [], warnings: [] };
  // The YAML parser is for those who have such files.
  const { loadSuppressionFiles } = await import("../alert/suppression/load-suppressions.ts");
  const { suppressions, diagnostics } = await loadSuppressionFiles(paths);
  if (hasErrors(diagnostics)) throw new RulesError(diagnostics, consequence, "suppressions");
  const known = checked.flatMap(({ id }) => (id === null ? [] : [id]));
  const said = diagnostics.filter(({ severity }) => severity === "warning");
  return {
    suppressions,
    warnings: [...said, ...expiredSuppressions(suppressions, now), ...unknownRules(suppressions, known)],
  };
}
