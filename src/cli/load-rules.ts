import { fileURLToPath } from "node:url";
import { loadRules } from "../rule/load.ts";
import type { LoadedRules } from "../rule/loaded-rules.ts";
import { readRuleFiles } from "../rule/read-rule-files.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { RulesError } from "./rules-error.ts";

/** The rules that come with trailhound. */
export const BUILTIN_RULES = fileURLToPath(new URL("../../rules", import.meta.url));

export interface RuleChoice {
  readonly rules?: readonly string[];
  readonly builtin: boolean;
}

/** Reads and loads what the options name; problems stay in the result. */
export async function loadChosenRules(choice: RuleChoice, now: number): Promise<LoadedRules> {
  const paths = [...(choice.builtin ? [BUILTIN_RULES] : []), ...(choice.rules ?? [])];
  const { files, diagnostics } = await readRuleFiles(paths);
  const loaded = loadRules(files, { now });
  return { ...loaded, diagnostics: [...diagnostics, ...loaded.diagnostics] };
}

/** What is wrong with rules and their files; not that one is not supported yet. */
export function errorsIn({ diagnostics, unsupported }: LoadedRules): readonly Diagnostic[] {
  const known = new Set(unsupported.flatMap((each) => each.diagnostics));
  return diagnostics.filter((each) => each.severity === "error" && !known.has(each));
}

/** Throws a RulesError when some rule has an error, or, with `strict`, when one is not supported yet. */
export function refuseBroken(loaded: LoadedRules, strict: boolean, consequence?: string): void {
  const errors = errorsIn(strict ? { ...loaded, unsupported: [] } : loaded);
  if (errors.length > 0) throw new RulesError(errors, consequence);
}
