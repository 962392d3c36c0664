import { canonicalJson } from "../../util/json.ts";
import type { Alert, AlertEvidence } from "../alert.ts";
import type { FoundRevision, KnownAlert } from "./revision.ts";

/** What two alerts of one rule are compared by. Times are epoch ms, of events; of an `over_cap` alert its run's. */
export interface Span {
  readonly id: string;
  readonly kind: AlertEvidence["kind"];
  /** Canonical JSON. */
  readonly entity: string;
  readonly place: number;
  readonly first: number;
  readonly last: number;
  /** Oldest first. */
  readonly events: readonly string[];
  /** Of a `new_value` alert: canonical JSON of each new value. */
  readonly values: readonly string[];
  /** ms: how long after its last event a `new_terms` alert keeps its values from being new; null: not known. */
  readonly history: number | null;
}

export function spanOfKnown(known: KnownAlert): Span {
  return { ...known, history: null };
}

export function spanOfFound({ alert, place }: FoundRevision): Span {
  const { evidence } = alert;
  return {
    id: alert.id,
    kind: evidence.kind,
    entity: canonicalJson(alert.entity),
    place,
    first: Date.parse(alert.events.first),
    last: Date.parse(alert.events.last),
    events: alert.events.ids,
    values: newValuesOf(alert),
    history: historyOf(alert),
  };
}

/** Canonical JSON of each; none for other methods than new value. */
export function newValuesOf({ evidence }: Alert): readonly string[] {
  return evidence.kind === "new_value" ? evidence.values.map((value) => canonicalJson(value)) : [];
}

function historyOf({ evidence, time }: Alert): number | null {
  return evidence.kind === "new_terms" ? Date.parse(time) - Date.parse(evidence.history.from) : null;
}

/** Alerts with different groups have nothing to do with each other: of a query the event, of others kind and entity. */
export function groupOf({ kind, entity, events }: Span): string {
  return JSON.stringify(kind === "query" ? [kind, entity, events[0] ?? null] : [kind, entity]);
}

/** Whether they have an event in common, or a moment from their first to their last. Of a run the end is not part. */
export function overlap(a: Span, b: Span): boolean {
  if (groupOf(a) !== groupOf(b)) return false;
  if (a.kind === "over_cap") return a.first < b.last && b.first < a.last;
  if (a.first <= b.last && b.first <= a.last) return true;
  const listed = new Set(a.events);
  return b.events.some((id) => listed.has(id));
}

/**
 * Whether `a`, which opens earlier, is why what opened `b` is not new: of new terms, an event of `a` lies in the history of the
 * first of `b`; of new values, they have a value in common.
 */
export function explains(a: Span, b: Span): boolean {
  if (groupOf(a) !== groupOf(b) || a.first >= b.first) return false;
  if (a.kind === "new_terms") return a.history !== null && b.first - a.last <= a.history;
  return a.kind === "new_value" && a.values.some((value) => b.values.includes(value));
}
