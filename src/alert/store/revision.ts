import type { Severity } from "../../rule/rule.ts";
import type { Alert, AlertEvidence } from "../alert.ts";

/** What the engine has to know of a stored alert of one rule. */
export interface KnownAlert {
  readonly id: string;
  readonly thread: string;
  /** Its former ids. */
  readonly aliases: readonly string[];
  readonly kind: AlertEvidence["kind"];
  /** Canonical JSON of `alert.entity`. */
  readonly entity: string;
  /** Epoch ms: by it the alert belongs to a range of time. */
  readonly place: number;
  /** Whether it lies in the range that is evaluated. Others are there because a gone alert may belong to them. */
  readonly isJudged: boolean;
  readonly severity: Severity;
  /** Of what the alert was built from: equal digests, equal alerts. */
  readonly digest: string;
  readonly status: "current" | "superseded";
  readonly suppressedBy: string | null;
  /** Event time of the first and last event, epoch ms; of an `over_cap` alert its run. */
  readonly first: number;
  readonly last: number;
  /** The ids that the alert lists: at most 100, the oldest. */
  readonly events: readonly string[];
  /** Of a `new_value` alert: canonical JSON of each new value. */
  readonly values: readonly string[];
  readonly revision: number;
}

/** An alert that evaluation gives now, for what differs from the known one or is new. */
export interface FoundRevision {
  readonly alert: Alert;
  readonly place: number;
  readonly digest: string;
  readonly suppressedBy: string | null;
  /** Ids that the detections which the rule's alert suppression folded into it would have as alerts of their own. */
  readonly folded?: readonly string[];
}

/** What evaluation gives now for one rule in a range: everything there, with the alert only where it is new or changed. */
export interface RuleFindings {
  readonly rule: string;
  /** All ids, changed or not. */
  readonly ids: ReadonlySet<string>;
  /** Those of `ids` that are not known, or known as superseded, or known with another digest or suppression. */
  readonly changed: readonly FoundRevision[];
}

/** What becomes of the stored alerts. Threads of former ids go over to the id that replaces them. */
export interface AlertChanges {
  readonly opened: readonly FoundRevision[];
  readonly revised: readonly { readonly from: KnownAlert; readonly to: FoundRevision }[];
  /** The alert is gone because another takes it in: `into` is one that stays, or one of `opened` or `revised`. */
  readonly merged: readonly { readonly from: KnownAlert; readonly into: string }[];
  readonly superseded: readonly { readonly from: KnownAlert; readonly because: string }[];
}
