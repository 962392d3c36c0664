import type { Severity, Threat } from "../rule/rule.ts";

/** ISO 8601 in UTC with milliseconds: `2026-01-02T03:04:05.000Z`. */
export type IsoTime = string;

/** What `--format ndjson` prints, one a line. Documented in docs/alerts.md, held to alert.schema.json by the tests. */
export interface Alert {
  readonly id: string;
  readonly rule: AlertRule;
  readonly time: IsoTime;
  readonly entity: Readonly<Record<string, string>>;
  readonly events: AlertEvents;
  readonly secrets?: AlertSecrets;
  readonly identity: AlertIdentity;
  readonly evidence: AlertEvidence;
  readonly reason: string;
  readonly guide: string;
  /** How many further detections were folded into this alert (alert suppression). */
  readonly suppressed: number;
  readonly investigate: readonly Investigation[];
  /** Ids of other alerts of this scan on the same identity, key or address. */
  readonly related: readonly string[];
  readonly respond: readonly ResponseStep[];
}

export interface AlertRule {
  readonly id: string;
  readonly name: string;
  readonly format: string;
  readonly type: string;
  readonly severity: Severity;
  readonly risk_score: number | null;
  /** Name of the rule's case that matched (Datadog); null without cases, and where it has no name. */
  readonly case: string | null;
  readonly tags: readonly string[];
  readonly threat: readonly Threat[];
}

export interface AlertEvents {
  readonly total: number;
  readonly first: IsoTime;
  readonly last: IsoTime;
  readonly ids: readonly string[];
  /** `service:action` of the listed events, distinct and sorted, at most 20. */
  readonly actions: readonly string[];
  /** Accounts that received the listed events, and their regions: distinct, sorted, at most 20. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

export interface AlertSecrets {
  readonly total: number;
  /** The first 100, sorted. */
  readonly names: readonly string[];
}

/** Who is behind it, as far as the log shows it. Lists are distinct, sorted, at most 20. */
export interface AlertIdentity {
  readonly type: string | null;
  readonly arn: string | null;
  readonly account: string | null;
  readonly principal_id: string | null;
  readonly user: string | null;
  readonly role: string | null;
  readonly session: string | null;
  readonly access_key: string | null;
  readonly invoked_by: string | null;
  /** Who set the session up, where the log has it: source identity, Identity Center user, federated provider. */
  readonly source_identity: string | null;
  readonly on_behalf_of: string | null;
  readonly federated_by: string | null;
  readonly issuer: { readonly type: string | null; readonly arn: string | null } | null;
  readonly source_addresses: readonly string[];
  readonly user_agents: readonly string[];
  /** More than one identity is behind the events: the fields above are those of the first event. */
  readonly others: readonly string[];
}

export type AlertEvidence =
  | { readonly kind: "query" }
  | {
      readonly kind: "new_terms";
      readonly previous: IsoTime | null;
      readonly history: { readonly from: IsoTime; readonly coverage: number };
    }
  | { readonly kind: "threshold"; readonly counts: Readonly<Record<string, number>>; readonly window: AlertWindow }
  | {
      readonly kind: "new_value";
      readonly values: readonly Readonly<Record<string, string>>[];
      readonly previous: IsoTime | null;
      readonly learned_since: IsoTime;
    }
  | {
      readonly kind: "anomaly";
      readonly observed: number;
      readonly expected: number;
      readonly bound: number;
      readonly window: AlertWindow;
      readonly bucket_seconds: number;
      readonly judged_by: "own" | "learning_period" | "peers";
      readonly percentile: number;
      readonly tolerance: number;
      readonly baseline: readonly (readonly [IsoTime, number])[];
    }
  | { readonly kind: "over_cap"; readonly run: AlertWindow; readonly over_cap: number };

export interface AlertWindow {
  readonly from: IsoTime;
  readonly to: IsoTime;
}

export interface Investigation {
  readonly title: string;
  /** A `trailhound events ...` line that runs as printed in a POSIX shell; null when a value cannot be quoted safely. */
  readonly command: string | null;
}

export interface ResponseStep {
  readonly step: "confirm" | "contain" | "rotate" | "verify" | "undo";
  readonly title: string;
  /** Null: no command can be given safely, the title says why. */
  readonly command: string | null;
  readonly effect: "read-only" | "disruptive" | "destructive";
  readonly undo: string | null;
}
