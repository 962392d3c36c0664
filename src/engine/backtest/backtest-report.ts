import type { Severity } from "../../rule/rule.ts";
import type { Summary } from "../summary.ts";

/** What rules would have made of the stored events: `--format json` prints it. Times are ISO 8601; null: open, or there is none. */
export interface BacktestReport {
  /** As asked, `[from, to)`. */
  readonly range: { readonly from: string | null; readonly to: string | null };
  /** Of the whole lake. */
  readonly stored: { readonly events: number; readonly first: string | null; readonly last: string | null };
  /** Alerts that would be shown, those that stand for what is over a cap among them: `detections.alerts + detections.summaries`. */
  readonly alerts: number;
  /** As in the summary of a scan over the same range. */
  readonly detections: Summary["detections"];
  readonly severities: Readonly<Record<Severity, number>>;
  /** Days with alerts. */
  readonly days: readonly DayCount[];
  /** Identities with most alerts of all the rules. */
  readonly identities: Noisiest;
  readonly rules: readonly RuleBacktest[];
  readonly exceptions: readonly ExceptionEffect[];
  readonly suppressions: readonly SuppressionEffect[];
  readonly failed: readonly { readonly id: string; readonly name: string; readonly reason: string }[];
}

/** Of one rule. */
export interface RuleBacktest {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly alerts: number;
  readonly detections: Summary["detections"];
  readonly severities: Readonly<Record<Severity, number>>;
  readonly days: readonly DayCount[];
  readonly entities: Noisiest;
  /** Groups that could not be judged for want of history; matching events without a value to group by. */
  readonly insufficient_baseline: number;
  readonly missing_group: number;
}

export interface DayCount {
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly alerts: number;
}

export interface Noisiest {
  /** How many different ones have alerts. */
  readonly total: number;
  /** Most alerts first, as many as were asked for. */
  readonly noisiest: readonly NoisyEntity[];
}

export interface NoisyEntity {
  /** Of the alert; for rules without groups the identity: `{"identity.arn": "..."}`. */
  readonly entity: Readonly<Record<string, string>>;
  readonly alerts: number;
  /** Of all alerts, 0 to 1. */
  readonly share: number;
}

/** What an exception does to the alerts of a rule: the difference that leaving it out makes, everything else as it is. */
export interface ExceptionEffect {
  /** `exception_item` of Elastic's lists, `data_exclusion` of Datadog's suppressions, `exception` of ours. */
  readonly kind: "exception_item" | "data_exclusion" | "exception";
  /** Name of the item, id of the others. */
  readonly name: string;
  readonly rule: string;
  /** False for an Elastic item that has expired: it takes part in nothing. */
  readonly in_force: boolean;
  /** Alerts that would be shown without it, and are not with it. */
  readonly removes: number;
  /** Alerts that are there because of it, such as a first time after one that is excepted. */
  readonly adds: number;
}

/** What a suppression keeps from being shown. */
export interface SuppressionEffect {
  readonly id: string;
  /** `datadog`: of a rule file; `own`: ours. */
  readonly kind: "datadog" | "own";
  /** Alerts that it holds for. */
  readonly holds: number;
  /** Those for which no other holds: they would be shown without it. */
  readonly removes: number;
}
