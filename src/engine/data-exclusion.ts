import { selectsRule } from "../alert/signal-suppression.ts";
import { concernsRule, isOwn, type Suppression } from "../alert/suppression/compiled-own.ts";
import { column } from "../catalog/columns.ts";
import { allOf, not } from "../ir/build.ts";
import type { ComparePredicate, Predicate } from "../ir/expr.ts";
import type { Method, Rule } from "../rule/rule.ts";
import { nowhere } from "../source/span.ts";
import { unreachable } from "../util/invariant.ts";

/**
 * The rule without the events that Datadog's `data_exclusion_query` and our exceptions keep from it, its baseline included. Rules
 * of other formats than Datadog's have our exceptions alone.
 */
export function excludeData(rule: Rule, suppressions: readonly Suppression[]): Rule {
  const excluded = exclusionsOf(rule, suppressions);
  if (excluded.length === 0) return rule;
  return { ...rule, method: narrowed(rule.method, (predicate) => allOf([predicate, ...excluded.map(kept)])) };
}

/** Those that keep events from this rule. */
export function exclusionsOf(rule: Rule, suppressions: readonly Suppression[]): readonly Suppression[] {
  return suppressions.filter((each) => {
    if (isOwn(each)) return each.appliesTo === "events" && concernsRule(each, rule.id);
    return rule.vocabulary === "datadog" && each.enabled && each.dataExclusion !== null && selectsRule(each, rule);
  });
}

function kept(suppression: Suppression): Predicate {
  const own = isOwn(suppression);
  const excluded = own ? suppression.predicate : suppression.dataExclusion;
  const force = own ? inForce(suppression.begins, suppression.ends) : inForce(suppression.from, suppression.to);
  return not(allOf([excluded, force].filter((part) => part !== null)));
}

/** Epoch ms, `[from, to)`; null: open. */
function inForce(from: number | null, to: number | null): Predicate | null {
  const bounds: ComparePredicate["bounds"] = [
    ...(from === null ? [] : [{ operator: ">=" as const, text: new Date(from).toISOString() }]),
    ...(to === null ? [] : [{ operator: "<" as const, text: new Date(to).toISOString() }]),
  ];
  const field = { name: "timestamp", type: "time" as const, value: column("event_time"), span: nowhere };
  return bounds.length === 0 ? null : { kind: "compare", field, bounds, as: "time", span: nowhere };
}

/** The method with each of its predicates changed. */
export function narrowed(method: Method, narrow: (predicate: Predicate) => Predicate): Method {
  switch (method.kind) {
    case "query":
    case "new_terms":
    case "elastic_threshold":
      return { ...method, predicate: narrow(method.predicate) };
    case "datadog_threshold":
      return { ...method, queries: method.queries.map((each) => ({ ...each, predicate: narrow(each.predicate) })) };
    case "new_value":
      return { ...method, query: { ...method.query, predicate: narrow(method.query.predicate) } };
    case "anomaly":
      return { ...method, query: { ...method.query, predicate: narrow(method.query.predicate) } };
    default:
      return unreachable(method);
  }
}
