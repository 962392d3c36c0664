import { printableShort } from "../../alert/printable.ts";
import type { DatadogQuery, Rule } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";
import type { RuleFacts } from "./report-data.ts";

const LONGEST_FIELD = 80;

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
      return `distinct values of ${distinct.map(({ name }) => printableShort(name, LONGEST_FIELD)).join(" and ")}`;
    case "sum":
      return `sum of ${printableShort(metric?.name ?? "values", LONGEST_FIELD)}`;
    case "max":
      return `highest ${printableShort(metric?.name ?? "value", LONGEST_FIELD)}`;
    default:
      return unreachable(aggregation);
  }
}
