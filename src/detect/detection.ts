import type { RunPlan } from "../ir/plan.ts";
import type { Rule, Severity } from "../rule/rule.ts";

/** `[from, to)` in epoch ms; null is open. */
export interface TimeRange {
  readonly from: number | null;
  readonly to: number | null;
}

/** What a method found, before it becomes an alert. */
export interface Detection {
  /** Field as the rule names it -> value. Query rules have none. */
  readonly entity: Readonly<Record<string, string>>;
  /** What opened it; the identity of the alert is (rule, method, entity, opened.key). */
  readonly opened: { readonly time: number; readonly key: string };
  /** Event time of what completed it, epoch ms: the slot that it belongs to. */
  readonly time: number;
  readonly events: DetectedEvents;
  /** Which case or mapping fixed it; null: the rule's own. */
  readonly severity: Severity | null;
  readonly caseName: string | null;
  readonly evidence: Evidence;
}

export const MOST_EVENT_IDS = 100;

export interface DetectedEvents {
  readonly total: number;
  /** Epoch ms. */
  readonly first: number;
  readonly last: number;
  /** The oldest MOST_EVENT_IDS, by (time, id). */
  readonly ids: readonly string[];
  /** Distinct names of secrets that were really read (successful reads), sorted: all of them. */
  readonly secrets: readonly string[];
  /** Further events, beyond `ids`, each the first to read one of the first MOST_EVENT_IDS secrets. */
  readonly readers: readonly string[];
}

export type Evidence = QueryEvidence | NewTermsEvidence | ThresholdEvidence | NewValueEvidence | AnomalyEvidence;

export interface QueryEvidence {
  readonly kind: "query";
}

export interface NewTermsEvidence {
  readonly kind: "new_terms";
  /** Epoch ms when the values were seen before; null: never in the stored data. */
  readonly previous: number | null;
  readonly history: {
    /** Epoch ms: start of the history that was asked for. */
    readonly from: number;
    /** 0 to 1: the part of the history that the stored data covers. */
    readonly coverage: number;
  };
}

export interface ThresholdEvidence {
  readonly kind: "threshold";
  /** Query label (`events` for Elastic; `cardinality(field)` for its cardinality) -> value reached. */
  readonly counts: Readonly<Record<string, number>>;
  readonly window: { readonly from: number; readonly to: number };
}

export interface NewValueEvidence {
  readonly kind: "new_value";
  readonly values: readonly Readonly<Record<string, string>>[];
  readonly previous: number | null;
  readonly learnedSince: number;
}

export interface AnomalyEvidence {
  readonly kind: "anomaly";
  /** Sum over the signal's highest evaluation window. */
  readonly observed: number;
  /** Its usual sum. */
  readonly expected: number;
  /** What the sum had to reach: upper bound and the excess that the tolerance asks for. */
  readonly bound: number;
  readonly window: { readonly from: number; readonly to: number };
  readonly bucketDuration: number;
  readonly judgedBy: "own" | "learning_period" | "peers";
  /** The rule's; the peers' own when `judgedBy` is `peers`. */
  readonly percentile: number;
  readonly tolerance: number;
  /** [bucket start in epoch ms, value], oldest first; the history that was used and the signal itself, for the plot. */
  readonly baseline: readonly (readonly [number, number])[];
}

export interface DetectContext {
  readonly rows: RunPlan;
  /** Detections whose `time` lies outside are not reported; history reaches before it. */
  readonly range: TimeRange;
  /** First and last event of the whole store; null when it is empty. */
  readonly stored: { readonly first: number; readonly last: number } | null;
  /** Nobody asks for the counts of the result: those that take a plan of their own are 0. */
  readonly isForAlerts?: boolean;
  /** Told of each event whose field values make more combinations than are looked at. */
  readonly onCut: () => void;
}

export interface DetectResult {
  /** By (time, opened.key, entity). */
  readonly detections: readonly Detection[];
  /** Groups that could not be judged. */
  readonly insufficientBaseline: number;
  /** Events that satisfied the predicate but lacked a group or term value. */
  readonly missingGroup: number;
}

export type Detect = (rule: Rule, context: DetectContext) => Promise<DetectResult>;
