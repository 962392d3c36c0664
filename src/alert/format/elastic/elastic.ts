import { toDocument } from "../../../catalog/document.ts";
import type { Rule } from "../../../rule/rule.ts";
import { isJsonObject, type JsonObject } from "../../../util/json.ts";
import type { Alert } from "../../alert.ts";
import { emptyDraft, setPath } from "../../document/set-path.ts";
import { methodFields } from "./method-fields.ts";
import { ruleFields } from "./rule-fields.ts";

/**
 * The alert as Elastic Security stores it: the first event's ECS fields (of a threshold only the group's fields) and flat
 * `kibana.alert.*` keys. `@timestamp` is the detection's event time, where Kibana has the time of its run.
 */
export function toElasticAlert(alert: Alert, rule: Rule, events: readonly JsonObject[]): JsonObject {
  const document = sourceFields(alert, rule, events);
  const event = document["event"];
  const original = isJsonObject(event) ? event : {};
  return {
    ...document,
    "@timestamp": alert.time,
    event: { ...original, kind: "signal" },
    "kibana.space_ids": ["default"],
    ...alertFields(alert, rule, document),
    ...prefixed("kibana.alert.original_event.", original),
    ...ruleFields(alert, rule),
    ...methodFields(alert, rule, document),
  };
}

function sourceFields(alert: Alert, rule: Rule, events: readonly JsonObject[]): JsonObject {
  const [first] = events;
  if (rule.method.kind === "elastic_threshold") return entityFields(alert);
  return first === undefined ? {} : toDocument(first, "ecs");
}

function entityFields({ entity }: Alert): JsonObject {
  const fields = emptyDraft();
  for (const [name, value] of Object.entries(entity)) setPath(fields, name.split("."), value);
  return { ...(fields as JsonObject) };
}

function alertFields(alert: Alert, rule: Rule, document: JsonObject): JsonObject {
  const originalTime = document["@timestamp"] ?? alert.events.last;
  const fields: JsonObject = {
    uuid: alert.id,
    status: "active",
    workflow_status: "open",
    workflow_tags: [],
    workflow_assignee_ids: [],
    reason: alert.reason,
    severity: alert.rule.severity,
    risk_score: alert.rule.risk_score,
    depth: 1,
    ancestors: alert.events.ids.map((id) => ({ id, type: "event", index: "", depth: 0 })),
    original_time: originalTime,
    start: alert.events.first,
    last_detected: alert.time,
    ...(rule.raw["building_block_type"] === "default" ? { building_block_type: "default" } : {}),
  };
  return prefixed("kibana.alert.", fields);
}

function prefixed(prefix: string, fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [prefix + key, value]));
}
