import type { TriageState } from "../alert/store/stored-alert.ts";
import type { SourceStatus } from "../ingest/sources/source.ts";
import type { Severity } from "../rule/rule.ts";

/** A rule as `serve` has it. */
export interface RuleFacts {
  readonly id: string;
  readonly name: string;
  readonly format: string;
  readonly type: string;
  readonly severity: Severity;
  readonly enabled: boolean;
  /**
   * `pending`: it does not run yet as its file has it, the version before does, if there is one. `last_good`: its file does not load now, the
   * version before is run. `failed`: it does not load or run. `unsupported`: of a kind that is not there.
   */
  readonly status: "ok" | "pending" | "last_good" | "failed" | "unsupported";
  /** As it was given, or below the built-in pack. */
  readonly file: string;
  /** What is wrong, with its place; null: nothing. */
  readonly problem: string | null;
  /** While what the rule compares with is worked out anew; null: it is there, or it was not begun. */
  readonly history: { readonly done: number; readonly total: number } | null;
  /** Events that came too late to be judged by it. */
  readonly tooLate: number;
  /** How long its last evaluation took; null: none yet. */
  readonly lastEvaluationMs: number | null;
}

/** Times by the clock, epoch ms. */
export interface HealthFacts {
  /** `degraded`: it works, but something should be looked at. `failing`: nothing is committed. */
  readonly status: "ok" | "degraded" | "failing";
  /** Since when `status` is what it is, to within a few seconds. */
  readonly since: number;
  readonly sources: readonly SourceStatus[];
  /**
   * For how many ms what was delivered has been waiting for its commit: since it arrived, or was delivered if it was there before the process
   * began. 0: nothing waits; null: not known.
   */
  readonly lagMs: number | null;
  readonly lastBatch: { readonly at: number; readonly events: number; readonly ms: number } | null;
  /** Sentences, the gravest first. No secrets in them. */
  readonly problems: readonly string[];
  readonly version: string;
}

/** Counts that only grow are those since the state was made, or since the process began where this says so. */
export interface MetricFacts {
  readonly batches: number;
  readonly events: number;
  readonly duplicates: number;
  readonly tooLate: number;
  /** Objects of the ledger by what became of them. */
  readonly objects: readonly { readonly outcome: string; readonly count: number }[];
  readonly alerts: readonly {
    readonly state: TriageState | "superseded" | "suppressed";
    readonly severity: Severity;
    readonly count: number;
  }[];
  readonly outbox: readonly { readonly status: string; readonly count: number }[];
  /** Seconds that went into each phase of batches, since the process began. */
  readonly phases: readonly { readonly phase: string; readonly seconds: number }[];
  /** Seconds from a file's arrival to the commit of its alerts, since the process began. */
  readonly latency: HistogramFacts;
  /** The latest event time that is complete, epoch ms; null: not known yet. */
  readonly watermarks: readonly { readonly source: string; readonly time: number | null }[];
  readonly sources: readonly SourceStatus[];
  readonly rules: readonly { readonly status: RuleFacts["status"]; readonly count: number }[];
  /** Bytes of the state file with its log, and of the parts. */
  readonly stateBytes: number;
  readonly partBytes: number;
}

export interface HistogramFacts {
  /** `count`: observations of at most `le` seconds, those of smaller buckets with them. Rising; the last may be Infinity. */
  readonly buckets: readonly { readonly le: number; readonly count: number }[];
  readonly sum: number;
  readonly count: number;
}
