import type { Field, Predicate } from "../ir/expr.ts";
import type { VocabularyName } from "../ir/vocabulary.ts";
import type { Condition } from "../lang/datadog/condition.ts";
import type { Source } from "../source/source.ts";
import { unreachable } from "../util/invariant.ts";

export type RuleFormat = "elastic-toml" | "elastic-ndjson" | "datadog-json";
export const SEVERITIES = ["info", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One detection rule, whatever format it was written in. Durations are milliseconds. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly format: RuleFormat;
  readonly vocabulary: VocabularyName;
  readonly enabled: boolean;
  readonly severity: Severity;
  /** 0 to 100; Datadog rules have none of their own. */
  readonly riskScore: number | null;
  readonly tags: readonly string[];
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly threat: readonly Threat[];
  /** Markdown for the person on call: Elastic's `note`, Datadog's `message` (a template when `isTemplate`). */
  readonly guide: { readonly text: string; readonly isTemplate: boolean };
  readonly method: Method;
  readonly schedule: Schedule;
  /** Most alerts of one run (a slot of the interval); null: no cap. */
  readonly maxSignals: number | null;
  readonly suppression: AlertSuppression | null;
  readonly overrides: Overrides;
  /** Exceptions are already part of the method's predicate; kept for `explain`. */
  readonly exceptions: readonly Exception[];
  /** Datadog: group-by values in the title. */
  readonly title: { readonly showsGroup: boolean };
  readonly source: Source;
  /** The rule object as the file gives it, for the `elastic` and `datadog` output. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** ATT&CK. Ids as `TA0006`, `T1555`, `T1555.006`. */
export interface Threat {
  readonly framework: string;
  readonly tactic: ThreatEntry;
  readonly techniques: readonly (ThreatEntry & { readonly subtechniques: readonly ThreatEntry[] })[];
}

export interface ThreatEntry {
  readonly id: string;
  readonly name: string;
  readonly reference: string;
}

/** Elastic: runs end at multiples of `interval`; a run sees `lookback` back from its end. Datadog rules run on every event. */
export interface Schedule {
  readonly interval: number;
  readonly lookback: number;
}

export interface AlertSuppression {
  readonly groupBy: readonly Field[];
  /** Null: per run. */
  readonly duration: number | null;
  readonly missingFields: "suppress" | "doNotSuppress";
}

export interface Exception {
  readonly name: string;
  readonly predicate: Predicate;
  /** Epoch ms; an expired one is not part of the method's predicate. */
  readonly expires: number | null;
}

export interface Overrides {
  readonly severity: readonly { readonly field: Field; readonly value: string; readonly severity: Severity }[];
  readonly riskScore: Field | null;
  readonly ruleName: Field | null;
}

export type Method =
  | QueryMethod
  | NewTermsMethod
  | ElasticThresholdMethod
  | DatadogThresholdMethod
  | NewValueMethod
  | AnomalyMethod;

/** Every event that satisfies the predicate. */
export interface QueryMethod {
  readonly kind: "query";
  readonly predicate: Predicate;
}

/** Elastic new terms: DESIGN §6. */
export interface NewTermsMethod {
  readonly kind: "new_terms";
  readonly predicate: Predicate;
  readonly terms: readonly Field[];
  readonly history: number;
}

/** Elastic threshold: DESIGN §6. No fields: one group for everything. */
export interface ElasticThresholdMethod {
  readonly kind: "elastic_threshold";
  readonly predicate: Predicate;
  readonly fields: readonly Field[];
  readonly value: number;
  readonly cardinality: readonly { readonly field: Field; readonly value: number }[];
}

export type Aggregation = "count" | "cardinality" | "sum" | "max";

/** One query of a Datadog rule. Missing group values: the event is left out, or `N/A` when `optionalGroups`. */
export interface DatadogQuery {
  readonly label: string;
  /** As written, for signals. */
  readonly text: string;
  readonly predicate: Predicate;
  readonly aggregation: Aggregation;
  readonly distinct: readonly Field[];
  readonly metric: Field | null;
  readonly groupBy: readonly Field[];
  readonly optionalGroups: boolean;
}

export interface DatadogCase {
  /** Null: it has none, or an empty one. */
  readonly name: string | null;
  readonly status: Severity;
  readonly condition: Condition | null;
  readonly conditionText: string;
  readonly notifications: readonly string[];
}

export interface SignalWindows {
  readonly evaluationWindow: number;
  readonly keepAlive: number;
  readonly maxSignalDuration: number;
}

export interface DatadogThresholdMethod {
  readonly kind: "datadog_threshold";
  readonly queries: readonly DatadogQuery[];
  readonly cases: readonly DatadogCase[];
  readonly windows: SignalWindows;
}

/** Datadog new value; the tuple of `values` is what must be new, within its group. */
export interface NewValueMethod {
  readonly kind: "new_value";
  readonly query: Omit<DatadogQuery, "aggregation" | "distinct" | "metric">;
  readonly values: readonly Field[];
  readonly status: Severity;
  readonly caseName: string | null;
  readonly windows: SignalWindows;
  readonly learning:
    | { readonly method: "duration"; readonly duration: number }
    | { readonly method: "threshold"; readonly values: 0 | 1 };
  readonly forgetAfter: number;
  /** The learning window may lie before the first event that was evaluated: history counts as learned. */
  readonly instantaneousBaseline: boolean;
}

/** Datadog anomaly detection: docs/anomaly.md. */
export interface AnomalyMethod {
  readonly kind: "anomaly";
  readonly query: DatadogQuery;
  /** 0 to 1, e.g. 0.995. */
  readonly percentile: number;
  readonly status: Severity;
  readonly caseName: string | null;
  readonly windows: SignalWindows;
  readonly bucketDuration: number;
  readonly learningDuration: number;
  /** 1 to 5. */
  readonly tolerance: number;
  readonly learningPeriodBaseline: number | null;
  readonly instantaneousBaseline: boolean;
  /** Our own option: judge a group without a baseline against the other groups. */
  readonly peerBaseline: boolean;
}

/** What the rule's vendor calls its method: Elastic's `type`, Datadog's `detectionMethod`. */
export function ruleType(method: Method): string {
  switch (method.kind) {
    case "elastic_threshold":
    case "datadog_threshold":
      return "threshold";
    case "anomaly":
      return "anomaly_detection";
    case "query":
    case "new_terms":
    case "new_value":
      return method.kind;
    default:
      return unreachable(method);
  }
}
