import type { Field } from "../../ir/expr.ts";
import type { DatadogQuery } from "../../rule/rule.ts";

/** What Datadog shows for a group value that the event does not have. */
const NOT_AVAILABLE = "N/A";

type Grouping = Pick<DatadogQuery, "groupBy" | "optionalGroups">;

/** The fields that a query groups by. With optional groups a missing value reads N/A, so no event is left out. */
export function groupFields(query: Grouping): readonly Field[] {
  return query.optionalGroups ? query.groupBy.map(withNotAvailable) : query.groupBy;
}

/** The fields without which an event is in no group of the query. */
export function neededGroups(query: Grouping): readonly Field[] {
  return query.optionalGroups ? [] : query.groupBy;
}

function withNotAvailable(field: Field): Field {
  return {
    ...field,
    type: "text",
    value: { kind: "first", values: [field.value, { kind: "constant", text: NOT_AVAILABLE }] },
  };
}
