import { selectsRule } from "../alert/signal-suppression.ts";
import type { CompiledSuppression } from "../alert/suppression/compile-suppression.ts";
import { column } from "../catalog/columns.ts";
import { allOf, not } from "../ir/build.ts";
import type { ComparePredicate, Predicate } from "../ir/expr.ts";
import type { Method, Rule } from "../rule/rule.ts";
import { nowhere } from "../source/span.ts";
import { unreachable } from "../util/invariant.ts";

/** The rule without the events that the suppressions' `data_exclusion_query` keeps from it, its baseline included. */
export function excludeData(rule: Rule, suppressions: readonly CompiledSuppression[]): Rule {
  if (rule.vocabulary !== "datadog") return rule;
  const excluded = suppressions.filter(
    (each) => each.enabled && each.dataExclusion !== null && selectsRule(each, rule),
  );
  if (excluded.length === 0) return rule;
  const kept = excluded.map((each) => not(allOf([each.dataExclusion, inForce(each)].filter((part) => part !== null))));
  return { ...rule, method: narrowed(rule.method, (predicate) => allOf([predicate, ...kept])) };
}

function inForce({ from, to }: CompiledSuppression): Predicate | null {
  const bounds: ComparePredicate["bounds"] = [
    ...(from === null ? [] : [{ operator: ">=" as const, text: new Date(from).toISOString() }]),
    ...(to === null ? [] : [{ operator: "<" as const, text: new Date(to).toISOString() }]),
  ];
  const field = { name: "timestamp", type: "time" as const, value: column("event_time"), span: nowhere };
  return bounds.length === 0 ? null : { kind: "compare", field, bounds, as: "time", span: nowhere };
}

function narrowed(method: Method, narrow: (predicate: Predicate) => Predicate): Method {
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
