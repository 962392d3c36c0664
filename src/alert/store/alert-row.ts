import { createHash } from "node:crypto";
import type { Parameter } from "../../driver/duckdb.ts";
import { SEVERITIES } from "../../rule/rule.ts";
import { canonicalJson } from "../../util/json.ts";
import type { Alert } from "../alert.ts";
import { linksOf } from "../relate.ts";
import type { FoundRevision } from "./revision.ts";
import { newValuesOf } from "./span.ts";

/** Of `state.alerts`, in the order of `alertRow`. */
export const ALERT_COLUMNS = [
  ...["id", "thread", "rule", "rule_name", "severity", "time", "place", "entity", "digest", "status", "because"],
  ...[
    "suppressed_by",
    "doc",
    "opened_at",
    "changed_at",
    "revision",
    "kind",
    "first",
    "last",
    "listed",
    "links",
    "words",
  ],
] as const;

/** What the store adds to a found alert. Times by the clock, epoch ms. */
export interface Stay {
  readonly thread: string;
  readonly rule: string;
  readonly ruleName: string;
  readonly openedAt: number;
  readonly changedAt: number;
  readonly revision: number;
}

/** The row of a current alert. */
export function alertRow({ alert, place, digest, suppressedBy }: FoundRevision, stay: Stay): readonly Parameter[] {
  const listed = [alert.events.ids, newValuesOf(alert)];
  return [
    ...[alert.id, stay.thread, stay.rule, stay.ruleName.toWellFormed(), SEVERITIES.indexOf(alert.rule.severity)],
    ...[Date.parse(alert.time), place, canonicalJson(alert.entity), digest, "current", null],
    ...[suppressedBy, JSON.stringify(alert), stay.openedAt, stay.changedAt, stay.revision],
    ...[alert.evidence.kind, Date.parse(alert.events.first), Date.parse(alert.events.last)],
    ...[JSON.stringify(listed), linksOf(alert).map(hashLink).join(" "), wordsOf(alert)],
  ];
}

/** 16 hex digits: links come from events, and may hold anything. */
function hashLink(link: string): string {
  return createHash("sha256").update(link).digest("hex").slice(0, 16);
}

const LONGEST_PART = 1_000;

/** What a search looks in, in lower case: the first 1,000 characters of each part, one a line. */
function wordsOf(alert: Alert): string {
  const { rule, identity, events, secrets } = alert;
  const { source_addresses, user_agents, others, issuer, ...who } = identity;
  const parts = [
    ...[alert.id, rule.id, rule.name, rule.severity, rule.type, rule.case, ...rule.tags],
    ...rule.threat.flatMap(threatWords),
    ...[alert.reason, ...Object.entries(alert.entity).flat(), ...Object.values(who), issuer?.arn ?? null],
    ...[...source_addresses, ...user_agents, ...others],
    ...[...events.actions, ...events.accounts, ...events.regions, ...events.ids, ...(secrets?.names ?? [])],
  ];
  const texts = parts.flatMap((part) => (part === null ? [] : [part.slice(0, LONGEST_PART)]));
  return foldCase([...new Set(texts)].join("\n"));
}

function threatWords({ tactic, techniques }: Alert["rule"]["threat"][number]): readonly string[] {
  const entries = [tactic, ...techniques.flatMap((each) => [each, ...each.subtechniques])];
  return entries.flatMap(({ id, name }) => [id, name]);
}

/** As stored and as searched for. */
export function foldCase(text: string): string {
  return text.toWellFormed().toLowerCase();
}
