import { holds } from "../ir/holds.ts";
import type { Rule } from "../rule/rule.ts";
import type { JsonObject } from "../util/json.ts";
import type { CompiledSuppression } from "./suppression/compile-suppression.ts";
import { documentElements } from "./suppression/document-vocabulary.ts";
import { RULE_FIELDS, ruleDocument } from "./suppression/rule-vocabulary.ts";
import { SIGNAL_FIELDS } from "./suppression/signal-vocabulary.ts";

/** Whether a suppression is about this rule at all. */
export function selectsRule(suppression: CompiledSuppression, rule: Rule): boolean {
  return holds(suppression.rules, documentElements(RULE_FIELDS, ruleDocument(rule)));
}

/**
 * The first suppression that keeps this signal (`toDatadogSignal`) of the rule from becoming an alert; null when none does.
 * `time`: the detection's event time, epoch ms.
 */
export function suppressedBy(
  signal: JsonObject,
  rule: Rule,
  time: number,
  suppressions: readonly CompiledSuppression[],
): CompiledSuppression | null {
  const elements = documentElements(SIGNAL_FIELDS, signal);
  const suppresses = (each: CompiledSuppression): boolean =>
    each.signals !== null && inForce(each, time) && selectsRule(each, rule) && holds(each.signals, elements);
  return suppressions.find(suppresses) ?? null;
}

function inForce({ enabled, from, to }: CompiledSuppression, time: number): boolean {
  return enabled && (from === null || from <= time) && (to === null || time < to);
}
