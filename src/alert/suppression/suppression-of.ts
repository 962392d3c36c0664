import { holds } from "../../ir/holds.ts";
import type { Rule } from "../../rule/rule.ts";
import { compareCodePoints } from "../../util/code-points.ts";
import type { JsonObject } from "../../util/json.ts";
import type { Alert } from "../alert.ts";
import { selectsRule, suppressedBy } from "../signal-suppression.ts";
import { alertElements } from "./alert-vocabulary.ts";
import { type CompiledOwn, concernsRule, isInForce, isOwn, type Suppression } from "./compiled-own.ts";
import { documentElements } from "./document-vocabulary.ts";
import { SIGNAL_FIELDS } from "./signal-vocabulary.ts";

/** An alert as suppressions look at it. */
export interface JudgedAlert {
  readonly alert: Alert;
  readonly rule: Rule;
  /** `toDatadogSignal` of it; asked for once at most, and only when a suppression is over signals. */
  readonly signal: () => JsonObject;
}

/** The id of the suppression that keeps the alert from being shown: the first of those that hold, by code point. */
export function suppressionOf(judged: JudgedAlert, suppressions: readonly Suppression[]): string | null {
  return suppressionsOf(judged, suppressions)[0] ?? null;
}

/**
 * The ids of all suppressions that hold for the alert, by code point. Datadog's are over signals of rules in Datadog's format.
 * None holds for an alert that stands for what is over a cap.
 */
export function suppressionsOf(judged: JudgedAlert, suppressions: readonly Suppression[]): readonly string[] {
  const { alert, rule } = judged;
  if (alert.evidence.kind === "over_cap") return [];
  const time = Date.parse(alert.time);
  let known: JsonObject | undefined;
  const signal = (): JsonObject => {
    known ??= judged.signal();
    return known;
  };
  const holding = suppressions.filter((each) => {
    if (isOwn(each)) return ownHolds(each, alert, signal);
    if (rule.vocabulary !== "datadog" || each.signals === null || !selectsRule(each, rule)) return false;
    return suppressedBy(signal(), rule, time, [each]) !== null;
  });
  return holding.map(({ id }) => id).sort(compareCodePoints);
}

/** Whether a suppression of ours holds for this alert. `signal`: of the alert, for searches over signals. */
export function ownHolds(suppression: CompiledOwn, alert: Alert, signal: () => JsonObject): boolean {
  const { appliesTo, language, predicate } = suppression;
  if (appliesTo !== "alerts" || alert.evidence.kind === "over_cap") return false;
  if (!concernsRule(suppression, alert.rule.id) || !isInForce(suppression, Date.parse(alert.time))) return false;
  return holds(predicate, language === "kql" ? alertElements(alert) : documentElements(SIGNAL_FIELDS, signal()));
}
