import { SEVERITIES, type Severity } from "../../rule/rule.ts";
import { compareCodePoints } from "../../util/code-points.ts";
import { severityRank } from "../most-severe-first.ts";
import type { ReportData, ReportedAlert } from "./report-data.ts";
import { type ReportLimits, reportLimits } from "./report-limits.ts";

/** The data in the order of the page, with the names that its parts use for each other. */
export interface ReportView {
  readonly data: ReportData;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly alerts: readonly AlertView[];
  /** The rules of `alerts`, by name. */
  readonly rules: readonly RuleView[];
}

export interface RuleView {
  /** Never made from text of the rule: `rule-3`. */
  readonly key: string;
  readonly id: string;
  readonly name: string;
}

export interface AlertView extends ReportedAlert {
  /** Never made from text of the alert: `alert-12`. */
  readonly anchor: string;
  readonly ruleKey: string;
  readonly limits: ReportLimits;
  readonly related: readonly RelatedView[];
}

/** `anchor` is null when the alert is not in the report. */
export interface RelatedView {
  readonly id: string;
  readonly anchor: string | null;
  readonly alert: ReportedAlert["alert"] | null;
}

export function viewOf(data: ReportData): ReportView {
  const sorted = [...data.alerts].sort(inOrder);
  const anchors = new Map(sorted.map(({ alert }, index) => [alert.id, { anchor: `alert-${index + 1}`, alert }]));
  const rules = rulesOf(sorted);
  const keys = new Map(rules.map(({ id, key }) => [id, key]));
  const limits = reportLimits(sorted.length);
  const alerts = sorted.map((each, index) => ({
    ...each,
    anchor: `alert-${index + 1}`,
    ruleKey: keys.get(each.alert.rule.id) ?? "",
    limits,
    related: each.alert.related.map((id) => ({ id, ...(anchors.get(id) ?? { anchor: null, alert: null }) })),
  }));
  return { data, counts: countsOf(data), alerts, rules };
}

function inOrder({ alert: a }: ReportedAlert, { alert: b }: ReportedAlert): number {
  const bySeverity = severityRank(a.rule.severity) - severityRank(b.rule.severity);
  return bySeverity || compareCodePoints(a.time, b.time) || compareCodePoints(a.id, b.id);
}

function rulesOf(alerts: readonly ReportedAlert[]): readonly RuleView[] {
  const names = new Map(alerts.map(({ alert }) => [alert.rule.id, alert.rule.name]));
  const sorted = [...names].sort(([, a], [, b]) => compareCodePoints(a, b));
  return sorted.map(([id, name], index) => ({ key: `rule-${index + 1}`, id, name }));
}

function countsOf({ all }: ReportData): Readonly<Record<Severity, number>> {
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { severity } of all) counts[severity] += 1;
  return counts;
}
