import type { Condition } from "../../../lang/datadog/condition.ts";
import { type DatadogCase, SEVERITIES, type Severity } from "../../rule.ts";
import { textSource } from "../text-source.ts";
import type { CaseKeys, DatadogContext, DatadogKeys } from "./datadog-context.ts";

export function statusOf({ value }: CaseKeys): Severity | null {
  return value.customStatus?.value ?? value.status?.value ?? null;
}

/** The highest status among the cases: the worst that the rule can say. */
export function highestStatus(keys: DatadogKeys): Severity {
  const ranks = (keys.cases?.value ?? []).map((each) => SEVERITIES.indexOf(statusOf(each) ?? "info"));
  return SEVERITIES[Math.max(0, ...ranks)] ?? "info";
}

/** The cases of a threshold rule, each with a condition. Null when a diagnostic says why not. */
export function readCases(
  keys: DatadogKeys,
  labels: readonly string[],
  context: DatadogContext,
): readonly DatadogCase[] | null {
  const given = keys.cases?.value ?? [];
  const cases = given.flatMap((each) => {
    const condition = readCondition(each, labels, context);
    const status = statusOf(each);
    return condition && status ? [toCase(each, status, condition)] : [];
  });
  return cases.length === given.length ? cases : null;
}

/** Null: the case has none. Datadog's own exports give such a case the empty name. */
export function caseName({ name }: CaseKeys["value"]): string | null {
  return name === undefined || name.value === "" ? null : name.value;
}

function toCase({ value }: CaseKeys, status: Severity, condition: Condition): DatadogCase {
  return {
    name: caseName(value),
    status,
    condition,
    conditionText: value.condition?.value.text ?? "",
    notifications: (value.notifications?.value ?? []).map((each) => each.value),
  };
}

function readCondition(
  { value, tree }: CaseKeys,
  labels: readonly string[],
  { languages, report }: DatadogContext,
): Condition | null {
  const text = value.condition?.value;
  if (!text || text.text.trim() === "") {
    report.error("missing-key", text?.span ?? tree.span, "a case of a threshold rule needs a condition");
    return null;
  }
  const { condition, diagnostics } = languages.condition(textSource(report.file, text), labels);
  report.add(diagnostics);
  return condition;
}
