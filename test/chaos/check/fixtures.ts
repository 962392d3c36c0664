import type { ServedAlert } from "../../../chaos/play/api.ts";
import type { Delivered } from "../../../chaos/play/receiver.ts";
import type { NoticeRow } from "../../../chaos/play/state.ts";
import type { Alert } from "../../../src/alert/alert.ts";
import type { Severity } from "../../../src/rule/rule.ts";
import { makeAlert } from "../../alert/make-alert.ts";

export function alertOf(id: string, severity: Severity = "low"): Alert {
  return makeAlert({ id, severity, entity: { user: id }, evidence: { kind: "query" }, respond: [] });
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
