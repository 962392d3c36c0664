import type { JsonObject } from "../../src/util/json.ts";

/** An Elastic rule as its API has it. */
export function elastic(id: string, more: JsonObject = {}): JsonObject {
  return {
    rule_id: id,
    name: `Rule ${id}`,
    description: "Made for a test.",
    note: "Ask who it was.",
    type: "query",
    language: "kuery",
    index: ["logs-aws.cloudtrail-*"],
    query: "event.action: GetParameter",
    interval: "5m",
    from: "now-6m",
    severity: "medium",
    risk_score: 47,
    ...more,
  };
}

/** A Datadog threshold rule. */
export function datadog(id: string, more: JsonObject = {}): JsonObject {
  return {
    id,
    name: `Rule ${id}`,
    message: "Ask who it was.",
    isEnabled: true,
    queries: [{ query: "source:cloudtrail @evt.name:GetParameter", groupByFields: ["@userIdentity.arn"] }],
    cases: [{ name: "", status: "medium", condition: "a > 0" }],
    options: { detectionMethod: "threshold", evaluationWindow: 300, keepAlive: 300, maxSignalDuration: 3600 },
    tags: ["source:cloudtrail", "team:secrets"],
    ...more,
  };
}

/** A rule file with these objects, one a line. */
export function ruleFile(...rules: readonly JsonObject[]): string {
  return rules.map((rule) => `${JSON.stringify(rule)}\n`).join("");
}
