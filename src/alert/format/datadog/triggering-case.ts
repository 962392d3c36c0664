import type { Rule } from "../../../rule/rule.ts";
import type { JsonObject } from "../../../util/json.ts";
import type { Alert } from "../../alert.ts";

/** The case that matched, as the rule has it; only Datadog's methods have cases. */
export function triggeringCase(alert: Alert, { method }: Rule): JsonObject {
  const found =
    method.kind === "datadog_threshold" ? method.cases.find(({ name }) => name === alert.rule.case) : undefined;
  return {
    name: alert.rule.case ?? "",
    status: alert.rule.severity,
    condition: found?.conditionText ?? "",
    notifications: found?.notifications ?? [],
  };
}
