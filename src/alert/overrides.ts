import { type Rule, SEVERITIES, type Severity } from "../rule/rule.ts";
import type { JsonObject } from "../util/json.ts";
import { readPath, valuesAt } from "./document/read-path.ts";

/** What the rule's overrides make of an alert's source document (Elastic's severity_mapping and its like). */
export interface Overridden {
  readonly severity: Severity;
  readonly riskScore: number | null;
  readonly name: string;
}

/** `severity`: what the method fixed for this detection; null: nothing. */
export function applyOverrides(rule: Rule, severity: Severity | null, document: JsonObject): Overridden {
  return {
    severity: mappedSeverity(rule, document) ?? severity ?? rule.severity,
    riskScore: mappedRisk(rule, document) ?? rule.riskScore,
    name: mappedName(rule, document) ?? rule.name,
  };
}

/** The highest severity whose field has an element equal to its value. */
function mappedSeverity(rule: Rule, document: JsonObject): Severity | null {
  const ranks = rule.overrides.severity
    .filter(({ field, value }) => readPath(document, field.name).some((element) => equals(field.name, element, value)))
    .map(({ severity }) => SEVERITIES.indexOf(severity));
  return SEVERITIES[Math.max(...ranks, -1)] ?? null;
}

/** Kibana compares `event.severity` as whole numbers, everything else as text. */
function equals(field: string, element: string, value: string): boolean {
  if (field !== "event.severity") return element === value;
  return Math.floor(Number(element)) === Math.floor(Number(value));
}

/** The largest valid score of the field, 0 to 100; its operator and value play no part in Kibana. */
function mappedRisk({ overrides }: Rule, document: JsonObject): number | null {
  if (overrides.riskScore === null) return null;
  const scores = readPath(document, overrides.riskScore.name)
    .filter((text) => text.trim() !== "")
    .map(Number)
    .filter((score) => score >= 0 && score <= 100);
  return scores.length === 0 ? null : Math.max(...scores);
}

/** A single text; lists and numbers do not count. */
function mappedName({ overrides }: Rule, document: JsonObject): string | null {
  if (overrides.ruleName === null) return null;
  const [value, ...more] = valuesAt(document, overrides.ruleName.name);
  return more.length === 0 && typeof value === "string" && value !== "" ? value : null;
}
