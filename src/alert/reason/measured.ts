import type { DatadogQuery } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";
import { counted, numberText, shown } from "./shown.ts";

/** What a query's number means: `12 events`, `57 distinct @requestParameters.name`. */
export function measured(query: DatadogQuery, value: number): string {
  const metric = shown(query.metric?.name ?? "its metric");
  switch (query.aggregation) {
    case "count":
      return counted(value, "event");
    case "cardinality":
      return `${numberText(value)} distinct ${query.distinct.map((field) => shown(field.name)).join(" + ")}`;
    case "sum":
      return `a sum of ${numberText(value)} of ${metric}`;
    case "max":
      return `a maximum of ${numberText(value)} of ${metric}`;
    default:
      return unreachable(query.aggregation);
  }
}
