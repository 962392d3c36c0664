import { existsSync } from "node:fs";
import { printable } from "../alert/printable.ts";
import { explainRule } from "../engine/explain.ts";
import { loadRules } from "../rule/load.ts";
import { readRuleFiles } from "../rule/read-rule-files.ts";
import type { Rule } from "../rule/rule.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { loadChosenRules, refuseBroken } from "./load-rules.ts";
import { UsageError } from "./usage-error.ts";

export interface RulesExplainOptions {
  readonly rules?: readonly string[];
}

/** `trailhound rules explain`: see docs/rules-explain.md. */
export async function runRulesExplain(wanted: string, options: RulesExplainOptions): Promise<void> {
  const rules = existsSync(wanted) ? await rulesOfFile(wanted) : await rulesNamed(wanted, options);
  for (const rule of rules) process.stdout.write(inert(await explainRule(rule)));
}

/** Literals of rules stand in the plan and the SQL as they are: the terminal is not to act on them. */
function inert(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

async function rulesOfFile(path: string): Promise<readonly Rule[]> {
  const { files, diagnostics } = await readRuleFiles([path]);
  const loaded = loadRules(files, { now: Date.now() });
  refuseBroken(
    { ...loaded, diagnostics: [...diagnostics, ...loaded.diagnostics] },
    true,
    "there is nothing to explain",
  );
  return loaded.rules;
}

async function rulesNamed(wanted: string, options: RulesExplainOptions): Promise<readonly Rule[]> {
  const { rules } = await loadChosenRules({ ...options, builtin: true }, Date.now());
  const found = rules.filter((rule) => rule.id === wanted || rule.name === wanted);
  if (found.length > 0) return found;
  const known = rules.flatMap((rule) => [rule.id, rule.name]);
  throw new UsageError(
    `there is no rule file, id or name ${JSON.stringify(wanted)}; ${didYouMean(wanted, known) ?? "`trailhound rules list` shows them"}`,
  );
}
