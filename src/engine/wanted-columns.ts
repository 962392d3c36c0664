import type { Field, Predicate } from "../ir/expr.ts";
import { columnsOf, columnsOfValue } from "../ir/walk.ts";
import type { DatadogQuery, Method, Rule } from "../rule/rule.ts";
import { unreachable } from "../util/invariant.ts";

/** Every column of the events table that some rule reads. */
export function wantedColumns(rules: readonly Rule[]): ReadonlySet<string> {
  return new Set(rules.flatMap(columnsOfRule));
}

/** With repeats. */
export function columnsOfRule(rule: Rule): readonly string[] {
  const { predicates, fields } = partsOf(rule.method);
  const { overrides, suppression } = rule;
  const shown = [
    ...overrides.severity.map((each) => each.field),
    ...(overrides.riskScore === null ? [] : [overrides.riskScore]),
    ...(overrides.ruleName === null ? [] : [overrides.ruleName]),
    ...(suppression?.groupBy ?? []),
  ];
  return [...predicates.flatMap(columnsOf), ...[...fields, ...shown].flatMap((field) => columnsOfValue(field.value))];
}

export interface Parts {
  readonly predicates: readonly Predicate[];
  readonly fields: readonly Field[];
}

export function partsOf(method: Method): Parts {
  switch (method.kind) {
    case "query":
      return { predicates: [method.predicate], fields: [] };
    case "new_terms":
      return { predicates: [method.predicate], fields: method.terms };
    case "elastic_threshold":
      return {
        predicates: [method.predicate],
        fields: [...method.fields, ...method.cardinality.map((each) => each.field)],
      };
    case "datadog_threshold":
      return {
        predicates: method.queries.map((each) => each.predicate),
        fields: method.queries.flatMap(fieldsOfQuery),
      };
    case "new_value":
      return { predicates: [method.query.predicate], fields: [...method.query.groupBy, ...method.values] };
    case "anomaly":
      return { predicates: [method.query.predicate], fields: fieldsOfQuery(method.query) };
    default:
      return unreachable(method);
  }
}

function fieldsOfQuery({ groupBy, distinct, metric }: DatadogQuery): readonly Field[] {
  return [...groupBy, ...distinct, ...(metric === null ? [] : [metric])];
}
