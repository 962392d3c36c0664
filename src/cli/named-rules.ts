import { existsSync } from "node:fs";
import { loadRules } from "../rule/load.ts";
import type { LoadedRules } from "../rule/loaded-rules.ts";
import { readRuleFiles } from "../rule/read-rule-files.ts";
import type { Rule } from "../rule/rule.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { loadChosenRules, type RuleChoice, refuseBroken } from "./load-rules.ts";
import { UsageError } from "./usage-error.ts";

export interface NamedRules {
  /** In the order of the files, each once, also when it is switched off. */
  readonly rules: readonly Rule[];
  /** Everything that was loaded with them: other rules, suppressions. */
  readonly loaded: LoadedRules;
}

/**
 * The rules that arguments name: by id, by name, or as files and directories. Files are loaded with those of `--rules`, which may hold
 * their exception lists and suppressions, and without the built-in pack, so that a copy of one of its rules can be named.
 * Throws a UsageError for what is not there and a RulesError for what is wrong.
 */
export async function loadNamedRules(
  wanted: readonly string[],
  choice: RuleChoice,
  { now, consequence }: { readonly now: number; readonly consequence: string },
): Promise<NamedRules> {
  const paths = wanted.filter((each) => existsSync(each));
  const names = wanted.filter((each) => !paths.includes(each));
  const ofFiles = paths.length === 0 ? null : await loadFiles(paths, choice, now);
  const ofNames = names.length === 0 ? null : await loadChosenRules(choice, now);
  for (const loaded of [ofFiles?.loaded, ofNames]) if (loaded) refuseBroken(loaded, false, consequence);
  const named = names.flatMap((name) => (ofNames === null ? [] : ruleNamed(name, ofNames)));
  const all = [...(ofFiles?.rules ?? []), ...named];
  return { rules: withoutRepeats(all), loaded: together([ofFiles?.loaded ?? null, ofNames]) };
}

async function loadFiles(paths: readonly string[], { rules = [] }: RuleChoice, now: number): Promise<NamedRules> {
  const read = await readRuleFiles(paths);
  const { files, diagnostics } = await readRuleFiles([...paths, ...rules]);
  const loaded = loadRules(files, { now });
  const own = new Set(read.files.map(({ path }) => path));
  const found = loaded.rules.filter(({ source }) => own.has(source.name));
  const unsupported = loaded.unsupported.filter(({ file }) => own.has(file));
  if (found.length === 0 && diagnostics.length + unsupported.length + loaded.invalid.length === 0)
    throw new UsageError(`there is no rule in ${paths.map((path) => JSON.stringify(path)).join(", ")}`);
  refuseUnsupported(unsupported);
  return { rules: found, loaded: { ...loaded, diagnostics: [...diagnostics, ...loaded.diagnostics] } };
}

function ruleNamed(wanted: string, { rules, unsupported }: LoadedRules): readonly Rule[] {
  const found = rules.filter(({ id, name }) => id === wanted || name === wanted);
  if (found.length > 0) return found;
  refuseUnsupported(unsupported.filter(({ id, name }) => id === wanted || name === wanted));
  const known = rules.flatMap(({ id, name }) => [id, name]);
  const hint = didYouMean(wanted, known) ?? "`trailhound rules list` shows them";
  throw new UsageError(`there is no rule file, id or name ${JSON.stringify(wanted)}; ${hint}`);
}

/** Rules that were asked for and cannot run. */
function refuseUnsupported(unsupported: LoadedRules["unsupported"]): void {
  const reasons = unsupported.map(
    ({ id, name, diagnostics }) => `${name ?? id ?? "a rule"}: ${diagnostics.map(({ message }) => message).join("; ")}`,
  );
  if (reasons.length > 0) throw new UsageError(`not supported: ${reasons.join("\n")}`);
}

/** A rule may be named twice; two rules with one id cannot run together. */
function withoutRepeats(rules: readonly Rule[]): readonly Rule[] {
  const byId = new Map<string, Rule>();
  for (const rule of rules) {
    const same = byId.get(rule.id);
    if (same !== undefined && same.source.name !== rule.source.name)
      throw new UsageError(`${same.source.name} and ${rule.source.name} are both named, and have one id: ${rule.id}`);
    byId.set(rule.id, same ?? rule);
  }
  return [...byId.values()];
}

function together(parts: readonly (LoadedRules | null)[]): LoadedRules {
  const loaded = parts.filter((each) => each !== null);
  const suppressions = new Map(loaded.flatMap((each) => each.suppressions.map((one) => [one.id, one])));
  return {
    rules: loaded.flatMap(({ rules }) => rules),
    unsupported: loaded.flatMap(({ unsupported }) => unsupported),
    invalid: loaded.flatMap(({ invalid }) => invalid),
    suppressions: [...suppressions.values()],
    checked: loaded.flatMap(({ checked }) => checked),
    diagnostics: loaded.flatMap(({ diagnostics }) => diagnostics),
  };
}
