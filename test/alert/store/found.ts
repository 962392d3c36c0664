import type { Alert, AlertEvidence } from "../../../src/alert/alert.ts";
import { identityOf } from "../../../src/alert/identity.ts";
import { isoTime } from "../../../src/alert/iso-time.ts";
import type { FoundRevision, KnownAlert } from "../../../src/alert/store/revision.ts";
import type { Severity } from "../../../src/rule/rule.ts";
import { HOUR } from "../../../src/util/duration.ts";
import { canonicalJson } from "../../../src/util/json.ts";

export const RULE = "rule-1";
const BASE = Date.parse("2026-03-01T00:00:00.000Z");

/** Hours after BASE as epoch ms. */
export function hour(hours: number): number {
  return BASE + hours * HOUR;
}

/** An alert in few words. Times are hours after BASE. */
export interface Sketch {
  readonly id: string;
  readonly kind?: AlertEvidence["kind"];
  readonly entity?: Alert["entity"];
  readonly first: number;
  readonly last?: number;
  /** Missing: that of `first`. */
  readonly place?: number;
  readonly events?: readonly string[];
  readonly values?: readonly string[];
  /** Of new terms. */
  readonly history?: number;
  readonly severity?: Severity;
  readonly suppressed?: number;
  readonly identity?: Partial<Alert["identity"]>;
  readonly reason?: string;
  readonly ruleName?: string;
  readonly version?: string;
  readonly suppressedBy?: string | null;
  readonly folded?: readonly string[];
}

export function found(sketch: Sketch): FoundRevision {
  const place = hour(sketch.place ?? sketch.first);
  const alert = alertOf(sketch, place);
  return {
    alert,
    place,
    digest: sketch.version ?? canonicalJson(JSON.parse(JSON.stringify(alert))),
    suppressedBy: sketch.suppressedBy ?? null,
    ...(sketch.folded === undefined ? {} : { folded: sketch.folded }),
  };
}

function alertOf(sketch: Sketch, place: number): Alert {
  const { id, first, last = first, events = [`event of ${id}`], severity = "medium" } = sketch;
  return {
    id,
    rule: {
      id: RULE,
      name: sketch.ruleName ?? "A rule",
      format: "elastic-toml",
      type: "query",
      severity,
      risk_score: null,
      case: null,
      tags: [],
      threat: [],
    },
    time: isoTime(place),
    entity: sketch.entity ?? {},
    events: {
      total: events.length,
      first: isoTime(hour(first)),
      last: isoTime(hour(last)),
      ids: events,
      actions: [],
      accounts: [],
      regions: [],
    },
    identity: { ...identityOf([]), ...sketch.identity },
    evidence: evidenceOf(sketch, place),
    reason: sketch.reason ?? `reason of ${id}`,
    guide: "",
    suppressed: sketch.suppressed ?? 0,
    investigate: [],
    related: [],
    respond: [],
  };
}

function evidenceOf(sketch: Sketch, place: number): AlertEvidence {
  const { kind = "threshold", first, last = first, history = 240, values = [] } = sketch;
  const window = { from: isoTime(hour(first)), to: isoTime(hour(last)) };
  switch (kind) {
    case "query":
      return { kind };
    case "new_terms":
      return { kind, previous: null, history: { from: isoTime(place - history * HOUR), coverage: 1 } };
    case "new_value":
      return { kind, values: values.map((v) => ({ v })), previous: null, learned_since: isoTime(BASE) };
    case "threshold":
      return { kind, counts: {}, window };
    case "over_cap":
      return { kind, run: window, over_cap: 1 };
    case "anomaly": {
      const numbers = { observed: 1, expected: 1, bound: 1, bucket_seconds: 300, percentile: 99, tolerance: 1 };
      return { kind, ...numbers, window, judged_by: "own", baseline: [] };
    }
  }
}

/** As the store would know it. */
export function known(sketch: Sketch, over: Partial<KnownAlert> = {}): KnownAlert {
  const { alert, place, digest, suppressedBy } = found(sketch);
  return {
    id: alert.id,
    thread: alert.id,
    aliases: [],
    kind: alert.evidence.kind,
    entity: canonicalJson(alert.entity),
    place,
    isJudged: true,
    severity: alert.rule.severity,
    digest,
    status: "current",
    suppressedBy,
    first: Date.parse(alert.events.first),
    last: Date.parse(alert.events.last),
    events: alert.events.ids,
    values: (sketch.values ?? []).map((v) => canonicalJson({ v })),
    revision: 1,
    ...over,
  };
}
