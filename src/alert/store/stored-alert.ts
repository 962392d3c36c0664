import type { Severity } from "../../rule/rule.ts";
import type { Alert, IsoTime } from "../alert.ts";

export const TRIAGE_STATES = ["open", "acknowledged", "closed"] as const;
export type TriageState = (typeof TRIAGE_STATES)[number];

export const CLOSE_REASONS = ["true_positive", "benign", "false_positive", "duplicate", "testing"] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** What people made of an alert. It belongs to the thread, and moves along when the alert takes another id. */
export interface Triage {
  readonly state: TriageState;
  /** Of a closed one. */
  readonly reason: CloseReason | null;
  readonly assignee: string | null;
  /** By the clock, also of comments; null: nobody has touched it. */
  readonly updated: IsoTime | null;
}

/** An alert as the store has it. */
export interface StoredAlert {
  /** `related`: shown alerts of all rules, of now: the nearest 20 within 30 days, in lists within a day. */
  readonly alert: Alert;
  /** Ids that it had before late events changed what opened it. */
  readonly aliases: readonly string[];
  /** The first id that it was stored under (`ID~2` when another alert keeps that thread): triage, comments and notifications are kept by it. */
  readonly thread: string;
  /** `superseded`: later events or copies show that there is nothing; the alert is kept as it last was. */
  readonly status: "current" | "superseded";
  /** Why it is superseded, a sentence. */
  readonly because: string | null;
  /** Id of the suppression that keeps it from being shown and told; null: none. */
  readonly suppressedBy: string | null;
  readonly triage: Triage;
  /** By the clock: when it was first stored, and last changed by events. */
  readonly opened: IsoTime;
  readonly changed: IsoTime;
  /** 1 at first; one more with each change. */
  readonly revision: number;
}

export interface Comment {
  /** From 1 on, by time. Merging two alerts numbers their comments anew. */
  readonly number: number;
  readonly at: IsoTime;
  readonly author: string;
  readonly text: string;
}

/** Who did what, to which alert or suppression. */
export interface AuditEntry {
  readonly number: number;
  readonly at: IsoTime;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export type AlertSort = "time" | "opened" | "changed" | "severity";

export interface AlertQuery {
  readonly states?: readonly TriageState[];
  /** At least so severe. */
  readonly severity?: Severity;
  readonly rules?: readonly string[];
  /** Without it everybody's; `null`: nobody's. */
  readonly assignee?: string | null;
  /** Of `alert.time`, epoch ms, `[from, to)`. */
  readonly from?: number;
  readonly to?: number;
  /** Words that the alert's text must contain, in any case. */
  readonly text?: string;
  /** Current alerts that no suppression hides, unless this says which others as well. */
  readonly with?: readonly ("superseded" | "suppressed")[];
  readonly sort: AlertSort;
  readonly descending: boolean;
  /** 1 to 500. */
  readonly limit: number;
  /** What the page before gave as `next`. */
  readonly cursor?: string;
}

export interface AlertPage {
  readonly alerts: readonly StoredAlert[];
  /** For the page after it; null: there is none. Stable while alerts come and go: none is given twice, none that stays is left out. */
  readonly next: string | null;
}

export interface TriageChange {
  readonly state?: TriageState;
  /** Required with `closed`, refused otherwise. */
  readonly reason?: CloseReason;
  readonly assignee?: string | null;
}

/** What people see and do. Ids may be former ones. What cannot be done throws a TriageError, whose message is for people. */
export interface AlertDesk {
  /** Throws a TriageError for a cursor that is none or of another list, and for words and limits that are not allowed. */
  list(query: AlertQuery): Promise<AlertPage>;
  get(id: string): Promise<StoredAlert | null>;
  comments(id: string): Promise<readonly Comment[]>;
  /** The newest `limit` (1 to 10,000), oldest first: of one alert under any of its ids, or of all. */
  audit(id: string | null, limit: number): Promise<readonly AuditEntry[]>;
  /** Null: there is no such alert. Throws a TriageError for a change that makes no sense. */
  change(id: string, change: TriageChange, actor: string): Promise<StoredAlert | null>;
  comment(id: string, text: string, actor: string): Promise<Comment | null>;
  /** Alerts by state and severity, for metrics. */
  counts(): Promise<
    readonly {
      readonly state: TriageState | "superseded" | "suppressed";
      readonly severity: Severity;
      readonly count: number;
    }[]
  >;
}
