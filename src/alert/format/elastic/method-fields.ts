import type { Rule } from "../../../rule/rule.ts";
import type { JsonObject, JsonValue } from "../../../util/json.ts";
import type { Alert } from "../../alert.ts";
import { readPath } from "../../document/read-path.ts";

/** What only some methods have: `new_terms`, `threshold_result`, `suppression`. */
export function methodFields(alert: Alert, rule: Rule, document: JsonObject): JsonObject {
  return { ...newTerms(alert, rule), ...thresholdResult(alert, rule), ...suppression(alert, rule, document) };
}

function newTerms({ entity }: Alert, { method }: Rule): JsonObject {
  if (method.kind !== "new_terms") return {};
  return { "kibana.alert.new_terms": method.terms.map((term) => entity[term.name] ?? null) };
}

function thresholdResult(alert: Alert, { method }: Rule): JsonObject {
  if (method.kind !== "elastic_threshold" || alert.evidence.kind !== "threshold") return {};
  const { counts } = alert.evidence;
  const result: JsonObject = {
    terms: method.fields.map((field) => ({ field: field.name, value: alert.entity[field.name] ?? null })),
    cardinality: method.cardinality.map(({ field }) => ({
      field: field.name,
      value: counts[`cardinality(${field.name})`] ?? null,
    })),
    count: counts["events"] ?? alert.events.total,
    from: alert.events.first,
  };
  return { "kibana.alert.threshold_result": result };
}

function suppression(alert: Alert, rule: Rule, document: JsonObject): JsonObject {
  if (rule.suppression === null) return {};
  const terms: readonly JsonValue[] = rule.suppression.groupBy.map(({ name }) => ({
    field: name,
    value: termValue(alert, document, name),
  }));
  const { first, last } = alert.events;
  return {
    "kibana.alert.suppression.terms": terms,
    "kibana.alert.suppression.start": first,
    "kibana.alert.suppression.end": last,
    "kibana.alert.suppression.docs_count": alert.suppressed,
  };
}

function termValue(alert: Alert, document: JsonObject, name: string): JsonValue {
  const value = alert.entity[name];
  if (value !== undefined) return value;
  const found = readPath(document, name);
  return found.length === 0 ? null : found.length === 1 ? (found[0] ?? null) : found;
}
