import type { ServedAlert } from "../../../chaos/play/api.ts";
import type { Delivered } from "../../../chaos/play/receiver.ts";
import type { NoticeRow } from "../../../chaos/play/state.ts";
import type { Alert } from "../../../src/alert/alert.ts";
import type { Severity } from "../../../src/rule/rule.ts";

const TIME = "2026-06-30T10:00:00.000Z";

export function alertOf(id: string, severity: Severity = "low"): Alert {
  return {
    id,
    rule: {
      id: "r",
      name: "R",
      format: "elastic-toml",
      type: "query",
      severity,
      risk_score: 1,
      case: null,
      tags: [],
      threat: [],
    },
    time: TIME,
    entity: { user: id },
    events: { total: 2, first: TIME, last: TIME, ids: ["e1", "e2"], actions: [], accounts: [], regions: [] },
    secrets: { total: 1, names: ["/a"] },
    identity: {
      type: null,
      arn: null,
      account: null,
      principal_id: null,
      user: null,
      role: null,
      session: null,
      access_key: null,
      invoked_by: null,
      source_identity: null,
      on_behalf_of: null,
      federated_by: null,
      issuer: null,
      source_addresses: [],
      user_agents: [],
      others: [],
    },
    evidence: { kind: "query" },
    reason: "because",
    guide: "",
    suppressed: 0,
    investigate: [],
    related: [],
    respond: [],
  };
}

export function servedOf(alert: Alert, over: Partial<ServedAlert> = {}): ServedAlert {
  return { alert, aliases: [], thread: alert.id, status: "current", revision: 1, ...over };
}

/** The key that both helpers below give a notice. */
function keyOf(thread: string, kind: string, severity: Severity): string {
  return `${thread}/${kind}/${severity}`;
}

export function requestOf(
  thread: string,
  kind: "opened" | "severity" = "opened",
  severity: Severity = "low",
  over: Partial<Delivered> = {},
): Delivered {
  const key = keyOf(thread, kind, severity);
  return {
    path: "/each",
    key,
    signed: true,
    body: { kind, key, thread, severity },
    life: 1,
    effect: true,
    answered: 200,
    ...over,
  };
}

export function rowOf(
  thread: string,
  kind: "opened" | "severity" = "opened",
  severity: Severity = "low",
  over: Partial<NoticeRow> = {},
): NoticeRow {
  const key = keyOf(thread, kind, severity);
  return { key, thread, channel: "each", kind, severity: 1, status: "sent", digest: key, ...over };
}
