import type { Method, Rule } from "../../../rule/rule.ts";
import { SECOND } from "../../../util/duration.ts";
import type { JsonObject, JsonValue } from "../../../util/json.ts";
import type { Alert } from "../../alert.ts";
import { elasticThreat } from "./threat.ts";

const TYPES: Readonly<Record<Method["kind"], string>> = {
  query: "query",
  new_terms: "new_terms",
  elastic_threshold: "threshold",
  datadog_threshold: "threshold",
  new_value: "new_value",
  anomaly: "anomaly",
};

/** `kibana.alert.rule.*`. `parameters` is the rule as its file gives it. */
export function ruleFields(alert: Alert, rule: Rule): JsonObject {
  const fields: Readonly<Record<string, JsonValue>> = {
    uuid: rule.id,
    rule_id: rule.id,
    name: alert.rule.name,
    type: TYPES[rule.method.kind],
    description: rule.description,
    enabled: rule.enabled,
    tags: rule.tags,
    references: rule.references,
    false_positives: rule.falsePositives,
    threat: rule.threat.map(elasticThreat),
    note: rule.guide.isTemplate ? alert.guide : rule.guide.text,
    severity: alert.rule.severity,
    risk_score: alert.rule.risk_score,
    interval: `${rule.schedule.interval / SECOND}s`,
    from: `now-${rule.schedule.lookback / SECOND}s`,
    to: "now",
    max_signals: rule.maxSignals,
    producer: "siem",
    consumer: "siem",
    parameters: asJson(rule.raw),
  };
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [`kibana.alert.rule.${key}`, value]));
}

/** TOML dates and such as JSON writes them. */
function asJson(raw: Rule["raw"]): JsonValue {
  return JSON.parse(JSON.stringify(raw)) as JsonValue;
}
