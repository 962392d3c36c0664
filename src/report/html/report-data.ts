import type { Alert } from "../../alert/alert.ts";
import type { Summary } from "../../engine/summary.ts";
import type { Timeline } from "../../engine/timeline.ts";
import type { Severity } from "../../rule/rule.ts";
import type { JsonObject } from "../../util/json.ts";

/** Everything that a report shows. */
export interface ReportData {
  readonly summary: Summary;
  /** In any order: the report sorts them. */
  readonly alerts: readonly ReportedAlert[];
  /** Every alert of the scan, also those that are not in `alerts`. */
  readonly all: readonly AlertMark[];
}

/** Time in epoch ms. */
export interface AlertMark {
  readonly time: number;
  readonly severity: Severity;
}

export interface ReportedAlert {
  readonly alert: Alert;
  readonly rule: RuleFacts;
  /** The first MOST_RECORDS raw records behind it, oldest first. */
  readonly records: readonly JsonObject[];
  readonly timeline: ReportedTimeline;
}

export type ReportedTimeline =
  | { readonly kind: "read"; readonly timeline: Timeline }
  | { readonly kind: "none"; readonly reason: string };

/** What a rule says beyond what its alerts repeat. */
export interface RuleFacts {
  readonly description: string;
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  /** What an anomaly rule measures: `events`, `distinct values of x`; null for the others. */
  readonly unit: string | null;
}

export const MOST_RECORDS = 20;
