import { allOf } from "../../ir/build.ts";
import type { Plan, SelectColumn } from "../../ir/plan.ts";
import type { DatadogQuery } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";
import { groupFields } from "../datadog/group-fields.ts";
import {
  among,
  columnNames,
  EVENT_SELECT,
  everything,
  explodeAll,
  listColumns,
  matching,
  select,
  sortEvents,
} from "../plans.ts";
import { equalsText } from "../predicates.ts";

/** Epoch ms, `[from, to)`; null is open. */
export interface Span {
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * Rows `g0`..., `bucket`, `value`, `last`: what each group comes to in each bucket in which it has anything. Sorted by group and
 * bucket. `only`: of these groups; null: of all.
 */
export function seriesPlan(
  query: DatadogQuery,
  bucketDuration: number,
  span: Span,
  only: readonly (readonly string[])[] | null = null,
): Plan {
  const groups = columnNames("g", query.groupBy);
  const columns: SelectColumn[] = [
    { name: "time", shape: "time" },
    { name: "bucket", shape: "bucket", width: bucketDuration },
    ...listColumns("g", groupFields(query)),
    ...measuredColumns(query),
  ];
  const exploded = explodeAll(select(matching(query.predicate, span.from, span.to), columns), groups);
  const input = aggregated(query, exploded, [...groups, "bucket"]);
  return { kind: "sort", input: only === null ? input : among(input, groups, only), by: [...groups, "bucket"] };
}

/**
 * Rows `g0`..., `first` and `last`: times of the group's first and last event in the span that its query aggregates. `only`: of
 * these groups; null: of all. For counts and cardinalities.
 */
export function edgesPlan(query: DatadogQuery, span: Span, only: readonly (readonly string[])[] | null): Plan {
  const groups = columnNames("g", query.groupBy);
  const edges = edgesBy(query, span, groups);
  return only === null ? edges : among(edges, groups, only);
}

/** One row with `first` and `last`: the same of all groups together; null without an event. */
export function edgesOfAllPlan(query: DatadogQuery, span: Span): Plan {
  return edgesBy(query, span, []);
}

function edgesBy(query: DatadogQuery, span: Span, by: readonly string[]): Plan {
  const columns = [...listColumns("g", groupFields(query)), ...measuredColumns(query)];
  const events = select(matching(query.predicate, span.from, span.to), [{ name: "time", shape: "time" }, ...columns]);
  const input = explodeAll(
    events,
    columns.map((column) => column.name),
  );
  return {
    kind: "aggregate",
    input,
    by,
    measures: [
      { name: "first", fn: "min", column: "time" },
      { name: "last", fn: "max", column: "time" },
    ],
  };
}

function measuredColumns(query: DatadogQuery): SelectColumn[] {
  if (query.aggregation === "cardinality") return listColumns("d", query.distinct);
  return query.metric === null ? [] : [{ name: "m", shape: "number", value: query.metric.value }];
}

function aggregated(query: DatadogQuery, input: Plan, by: readonly string[]): Plan {
  const last = { name: "last", fn: "max", column: "time" } as const;
  switch (query.aggregation) {
    case "count":
      return { kind: "aggregate", input, by, measures: [last, { name: "value", fn: "count" }] };
    case "cardinality": {
      const distinct = columnNames("d", query.distinct);
      const tuples: Plan = {
        kind: "aggregate",
        input: explodeAll(input, distinct),
        by: [...by, ...distinct],
        measures: [{ name: "time", fn: "max", column: "time" }],
      };
      return { kind: "aggregate", input: tuples, by, measures: [last, { name: "value", fn: "count" }] };
    }
    case "sum":
    case "max":
      return { kind: "aggregate", input, by, measures: [last, { name: "value", fn: query.aggregation, column: "m" }] };
    default:
      return unreachable(query.aggregation);
  }
}

/** Rows `bucket`: the buckets in which any event at all was stored, ascending. */
export function lakePlan(bucketDuration: number, { from, to }: Span): Plan {
  const input: Plan = {
    kind: "aggregate",
    input: select(everything(from, to), [{ name: "bucket", shape: "bucket", width: bucketDuration }]),
    by: ["bucket"],
    measures: [{ name: "events", fn: "count" }],
  };
  return { kind: "sort", input, by: ["bucket"] };
}

/** The events of one group in `[from, to)` that the query takes. */
export function eventsPlan(query: DatadogQuery, group: readonly string[], from: number, to: number): Plan {
  const ofGroup = groupFields(query).map((field, index) => equalsText(field, group[index] ?? ""));
  return sortEvents(select(matching(allOf([query.predicate, ...ofGroup]), from, to), EVENT_SELECT));
}
