import type { Predicate } from "../../ir/expr.ts";
import type { Source } from "../../source/source.ts";
import type { Span } from "../../source/span.ts";
import type { CompiledSuppression } from "./compile-suppression.ts";
import type { OwnSuppression } from "./own-suppression.ts";

/**
 * A suppression of ours ready to apply.
 *
 * - `alerts`: an alert is suppressed when it is of one of the rules, its `time` lies in `[from, expires)` and the predicate
 *   holds for it: in KQL over the alert as docs/alerts.md has it, in Datadog's search over its signal. It stays an alert: it
 *   is counted, `serve` keeps it, and it comes back when the suppression goes. An alert for what is over a cap is never
 *   suppressed: what it stands for has no alert that could be judged.
 * - `events`: an exception. Events with their time in `[from, expires)` for which the predicate holds are as if they did not
 *   satisfy the queries of these rules, in what is judged and in its history.
 *
 * Both are functions of events alone: no clock has a say, and neither has what people made of alerts. So closing an alert
 * never ends a suppression, and one that ends by its time goes on holding for the time before it.
 */
export interface CompiledOwn extends OwnSuppression {
  readonly kind: "own";
  readonly predicate: Predicate;
  /** Epoch ms of `from` and `expires`. */
  readonly begins: number | null;
  readonly ends: number | null;
  readonly places: OwnPlaces;
}

/** Where diagnostics about it point. */
export interface OwnPlaces {
  readonly expires: Place;
  readonly rules: readonly (Place & { readonly id: string })[];
}

export interface Place {
  readonly source: Source;
  readonly span: Span;
}

/** Everything that takes something away: of Datadog's rule files, and ours. */
export type Suppression = CompiledSuppression | CompiledOwn;

export function isOwn(suppression: Suppression): suppression is CompiledOwn {
  return "kind" in suppression;
}

/** Whether it is about this rule at all. */
export function concernsRule({ rules }: Pick<OwnSuppression, "rules">, ruleId: string): boolean {
  return rules === null || rules.includes(ruleId);
}

/** `time`: event time, epoch ms. */
export function isInForce({ begins, ends }: Pick<CompiledOwn, "begins" | "ends">, time: number): boolean {
  return (begins === null || begins <= time) && (ends === null || time < ends);
}
