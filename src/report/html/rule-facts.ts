import type { DatadogQuery, Rule } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";
import type { RuleFacts } from "./report-data.ts";

/** What the report shows of a rule beside its alerts. */
export function ruleFacts({ description, references, falsePositives, method }: Rule): RuleFacts {
  const unit = method.kind === "anomaly" ? unitOf(method.query) : null;
  return { description, references, falsePositives, unit };
}

/** `events`, `distinct values of @evt.name`. */
function unitOf({ aggregation, distinct, metric }: DatadogQuery): string {
  switch (aggregation) {
    case "count":
      return "events";
    case "cardinality":
      return `distinct values of ${distinct.map(({ name }) => name).join(" and ")}`;
    case "sum":
      return `sum of ${metric?.name ?? "values"}`;
    case "max":
      return `highest ${metric?.name ?? "value"}`;
    default:
      return unreachable(aggregation);
  }
}
