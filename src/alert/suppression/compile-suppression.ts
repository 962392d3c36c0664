import { vocabularies } from "../../catalog/vocabularies.ts";
import type { Predicate } from "../../ir/expr.ts";
import type { Vocabulary } from "../../ir/vocabulary.ts";
import type { CompiledQuery } from "../../lang/compiled.ts";
import { compileSearch } from "../../lang/datadog/compile.ts";
import type { DatadogSuppression } from "../../rule/datadog-suppression.ts";
import type { Diagnostic } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { ruleVocabulary } from "./rule-vocabulary.ts";
import { signalVocabulary } from "./signal-vocabulary.ts";

/** A Datadog suppression ready to apply. */
export interface CompiledSuppression {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** `rule_query`, over a rule. */
  readonly rules: Predicate;
  /** `suppression_query`, over a signal. */
  readonly signals: Predicate | null;
  /** `data_exclusion_query`, over stored events: those that it holds for do not count. */
  readonly dataExclusion: Predicate | null;
  /** Epoch ms in event time, `[from, to)`; null: open. */
  readonly from: number | null;
  readonly to: number | null;
}

/** `suppression` is null exactly when a diagnostic is an error. */
export interface SuppressionResult {
  readonly suppression: CompiledSuppression | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function compileSuppression(given: DatadogSuppression): SuppressionResult {
  const rules = compileSearch(given.ruleQuery, ruleVocabulary);
  const signals = compileOptional(given.suppressionQuery, signalVocabulary);
  const dataExclusion = compileOptional(given.dataExclusionQuery, vocabularies.datadog);
  const all = [rules, signals, dataExclusion].filter((each) => each !== null);
  const diagnostics = all.flatMap((each) => each.diagnostics);
  if (rules.predicate === null || all.some((each) => each.predicate === null))
    return { suppression: null, diagnostics };
  const suppression = {
    id: given.id,
    name: given.name,
    enabled: given.enabled,
    rules: rules.predicate,
    signals: signals?.predicate ?? null,
    dataExclusion: dataExclusion?.predicate ?? null,
    from: given.startDate,
    to: given.expirationDate,
  };
  return { suppression, diagnostics };
}

function compileOptional(query: Source | null, vocabulary: Vocabulary): CompiledQuery | null {
  return query === null ? null : compileSearch(query, vocabulary);
}
