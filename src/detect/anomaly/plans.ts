import { allOf } from "../../ir/build.ts";
import type { Plan, SelectColumn } from "../../ir/plan.ts";
import type { DatadogQuery } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";
import { groupFields } from "../datadog/group-fields.ts";
import {
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

/** Rows `g0`..., `bucket`, `value`, `last`: what each group comes to in each bucket in which it has anything. Sorted by group and bucket. */
export function seriesPlan(query: DatadogQuery, bucketDuration: number, until: number | null): Plan {
  const groups = columnNames("g", query.groupBy);
  const columns: SelectColumn[] = [
    { name: "time", shape: "time" },
    { name: "bucket", shape: "bucket", width: bucketDuration },
    ...listColumns("g", groupFields(query)),
    ...measuredColumns(query),
  ];
  const exploded = explodeAll(select(matching(query.predicate, null, until), columns), groups);
  const input = aggregated(query, exploded, [...groups, "bucket"]);
  return { kind: "sort", input, by: [...groups, "bucket"] };
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
export function lakePlan(bucketDuration: number, until: number | null): Plan {
  const input: Plan = {
    kind: "aggregate",
    input: select(everything(null, until), [{ name: "bucket", shape: "bucket", width: bucketDuration }]),
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
