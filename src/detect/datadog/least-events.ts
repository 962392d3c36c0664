import type { Condition } from "../../lang/datadog/condition.ts";
import type { DatadogQuery, DatadogThresholdMethod } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";
import { areSingle } from "../sparse.ts";

/** Without so many events of the only query in a group's window no case holds. 1: nothing is known. */
export function leastEvents({ queries, cases }: Pick<DatadogThresholdMethod, "queries" | "cases">): number {
  const [query] = queries;
  if (query === undefined || queries.length > 1) return 1;
  return cases.reduce((least, { condition }) => Math.min(least, leastFor(condition, query)), Number.POSITIVE_INFINITY);
}

function leastFor(condition: Condition | null, query: DatadogQuery): number {
  switch (condition?.kind) {
    case undefined:
      return 1;
    case "comparison":
      if (!growsByOne(query)) return 1;
      if (condition.operator === ">") return Math.max(1, Math.floor(condition.number) + 1);
      return condition.operator === ">=" ? Math.max(1, Math.ceil(condition.number)) : 1;
    case "all":
      return Math.max(...condition.operands.map((each) => leastFor(each, query)));
    case "any":
      return Math.min(...condition.operands.map((each) => leastFor(each, query)));
    case "then":
      return Math.max(leastFor(condition.first, query), leastFor(condition.then, query));
    default:
      return unreachable(condition);
  }
}

/** An event adds one at most. */
function growsByOne({ aggregation, distinct }: DatadogQuery): boolean {
  return aggregation === "count" || (aggregation === "cardinality" && areSingle(distinct));
}
