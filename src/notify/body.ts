import type { Alert } from "../alert/alert.ts";
import { safeJson } from "../alert/format/safe-json.ts";
import type { StoredAlert } from "../alert/store/stored-alert.ts";
import type { Message } from "./channel.ts";

/** Of the JSON that webhooks and SNS get; one more when a reader of this one would misunderstand it. */
const BODY_VERSION = 1;

/** How much of an alert is told, from all to what a person needs to find it. */
const CUTS: readonly ((alert: Alert) => unknown)[] = [(alert) => alert, withoutAdvice, brief];

/** Code points. */
const LONGEST_TEXT = 500;

/**
 * The message as JSON on one line, at most `most` bytes of UTF-8: what is too long goes without guide, searches and response steps, then
 * with a few fields only, and says so in `cut`. Documented in docs/notifications.md.
 */
export function jsonBody(message: Message, most: number): string {
  for (const [cut, tell] of CUTS.entries()) {
    const body = safeJson({ version: BODY_VERSION, ...bodyOf(message, tell), cut: cut > 0 });
    if (Buffer.byteLength(body) <= most) return body;
  }
  return safeJson({ version: BODY_VERSION, ...headOf(message), cut: true });
}

function bodyOf(message: Message, tell: (alert: Alert) => unknown): object {
  if (message.kind === "alert") return { ...headOf(message), ...storedPart(message.stored, tell) };
  return { ...headOf(message), groups: message.groups, alerts: message.samples.map(({ alert }) => tell(alert)) };
}

function headOf(message: Message): object {
  if (message.kind === "digest") return { kind: message.kind, key: message.key, total: message.total };
  const { key, kind, thread, severity } = message.notice;
  return { kind, key, thread, severity };
}

function storedPart(stored: StoredAlert, tell: (alert: Alert) => unknown): object {
  const { status, because, suppressedBy, aliases, revision, triage } = stored;
  return { status, because, suppressed_by: suppressedBy, aliases, revision, triage, alert: tell(stored.alert) };
}

function withoutAdvice(alert: Alert): unknown {
  const { guide: _guide, investigate: _investigate, respond: _respond, ...rest } = alert;
  return rest;
}

function brief({ id, rule, time, reason }: Alert): unknown {
  const { severity, name } = rule;
  return { id, rule: { id: short(rule.id), name: short(name), severity }, time, reason: short(reason) };
}

function short(text: string): string {
  return Array.from(text.slice(0, 2 * LONGEST_TEXT))
    .slice(0, LONGEST_TEXT)
    .join("");
}
