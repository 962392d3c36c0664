import type { Predicate } from "../../../ir/expr.ts";
import type { DatadogQuery } from "../../rule.ts";
import type { DatadogKeys, OptionKeys } from "./datadog-context.ts";
import type { ReadQuery } from "./datadog-query.ts";

/** A query with every part in order: nothing about it was an error. */
export type WholeQuery = ReadQuery & { readonly predicate: Predicate } & {
  readonly [K in "aggregation" | "groupBy" | "distinct" | "metrics"]: NonNullable<ReadQuery[K]>;
};

export interface MethodInput {
  readonly keys: DatadogKeys;
  readonly options: OptionKeys;
  readonly queries: readonly ReadQuery[];
}

export function isWhole(query: ReadQuery): query is WholeQuery {
  const { predicate, aggregation, groupBy, distinct, metrics } = query;
  return [predicate, aggregation, groupBy, distinct, metrics].every((part) => part !== null);
}

export function toQuery(query: WholeQuery): DatadogQuery {
  const { label, text, predicate, distinct, metrics, groupBy, optionalGroups } = query;
  const aggregation = query.aggregation === "new_value" ? "count" : query.aggregation;
  return {
    label,
    text,
    predicate,
    aggregation,
    distinct: aggregation === "cardinality" ? distinct : [],
    metric: aggregation === "sum" || aggregation === "max" ? (metrics[0] ?? null) : null,
    groupBy,
    optionalGroups,
  };
}
