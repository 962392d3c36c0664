import type { Field } from "../../../ir/expr.ts";
import type { Overrides } from "../../rule.ts";
import { fieldOf } from "../field-of.ts";
import type { Given } from "../shape.ts";
import type { TextTree } from "../tree.ts";
import type { ElasticContext, ElasticKeys } from "./elastic-context.ts";

/** Fields that replace the alert's severity, risk score or name. Of the risk score mappings Kibana uses the first only. */
export function readOverrides(keys: ElasticKeys, context: ElasticContext): Overrides {
  const [firstRisk, ...otherRisks] = keys.risk_score_mapping?.value ?? [];
  for (const other of otherRisks) {
    context.report.info("no-effect", other.tree.span, "risk_score_mapping: only the first mapping is used");
  }
  return {
    severity: readSeverities(keys, context),
    riskScore: readField(firstRisk?.value.field, context),
    ruleName: readField(keys.rule_name_override, context),
  };
}

function readSeverities(keys: ElasticKeys, context: ElasticContext): Overrides["severity"] {
  return (keys.severity_mapping?.value ?? []).flatMap(({ value: mapping }) => {
    const field = readField(mapping.field, context);
    if (!field || !mapping.value || !mapping.severity) return [];
    return [{ field, value: mapping.value.value, severity: mapping.severity.value }];
  });
}

function readField(name: Given<TextTree> | undefined, { vocabulary, report }: ElasticContext): Field | null {
  return name ? fieldOf(name.value.text, name.value.span, vocabulary, report) : null;
}
