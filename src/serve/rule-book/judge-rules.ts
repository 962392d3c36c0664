import { type CompiledSuppression, compileSuppression } from "../../alert/suppression/compile-suppression.ts";
import { loadRules } from "../../rule/load.ts";
import type { CheckedRule } from "../../rule/loaded-rules.ts";
import { type Diagnostic, hasErrors } from "../../source/diagnostic.ts";
import { outermost } from "../../source/source.ts";
import type { Fault, Judged, Texts } from "./choose-texts.ts";
import { ruleHash } from "./rule-hash.ts";
import type { LiveRule } from "./rule-set.ts";

export interface JudgedRules {
  readonly rules: readonly LiveRule[];
  readonly suppressions: readonly CompiledSuppression[];
  /** Left out, as `scan` does. */
  readonly unsupported: readonly CheckedRule[];
  /** Epoch ms: the first exception that applies ends after it; null: none ends. */
  readonly nextExpiry: number | null;
}

const NO_RULES: JudgedRules = { rules: [], suppressions: [], unsupported: [], nextExpiry: null };

/**
 * Loads the rules of all files together. `inForce`: ids of the rules that run now; one of them that a text makes unsupported is a fault of that text,
 * as it would end in silence. Exceptions that expired before `now` (epoch ms) are not applied.
 */
export function judgeRules(texts: Texts, now: number, inForce: ReadonlySet<string>): Judged<JudgedRules> {
  const loaded = loadRules([...texts.values()], { now });
  const compiled = loaded.suppressions.map((each) => ({ each, ...compileSuppression(each) }));
  const ended = loaded.unsupported.filter(({ id }) => id !== null && inForce.has(id));
  const faults = [
    ...[...loaded.checked.filter(({ status }) => status === "error"), ...ended].map(faultOf),
    ...compiled
      .filter(({ diagnostics }) => hasErrors(diagnostics))
      .map(({ each, diagnostics }) => suppressionFault(each.name, diagnostics)),
  ];
  const holders = new Map(loaded.rules.map(({ id, source }) => [id, source.name]));
  if (faults.length > 0) return { value: NO_RULES, faults, holders };
  const suppressions = compiled.flatMap(({ suppression }) => suppression ?? []);
  const rules = loaded.rules.map((rule) => ({ ...rule, hash: ruleHash(rule, suppressions, now) }));
  const value = { rules, suppressions, unsupported: loaded.unsupported, nextExpiry: nextExpiry(rules, now) };
  return { value, faults, holders };
}

function faultOf({ file, id, name, diagnostics }: CheckedRule): Fault {
  return { file, rule: id, name, errors: errorsOf(diagnostics) };
}

function suppressionFault(name: string, diagnostics: readonly Diagnostic[]): Fault {
  const errors = errorsOf(diagnostics);
  const [first] = errors;
  return { file: first ? outermost(first.source, 0).source.name : "", rule: null, name, errors };
}

function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "error");
}

function nextExpiry(rules: readonly LiveRule[], now: number): number | null {
  const ends = rules.flatMap(({ exceptions }) => exceptions.map(({ expires }) => expires));
  return ends.reduce((next, end) => {
    if (end === null || end < now) return next;
    return next === null ? end : Math.min(next, end);
  }, null);
}
