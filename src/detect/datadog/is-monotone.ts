import type { Condition } from "../../lang/datadog/condition.ts";
import type { DatadogQuery } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";

/** Whether a condition that holds over some steps holds over every longer run of steps: no upper bounds, no sums. */
export function isMonotone(condition: Condition, queries: readonly DatadogQuery[]): boolean {
  switch (condition.kind) {
    case "comparison": {
      const query = queries.find((each) => each.label === condition.label);
      return query?.aggregation !== "sum" && (condition.operator === ">" || condition.operator === ">=");
    }
    case "all":
    case "any":
      return condition.operands.every((each) => isMonotone(each, queries));
    case "then":
      return false;
    default:
      return unreachable(condition);
  }
}
