import type { Alert } from "../alert/alert.ts";
import { distinct } from "../alert/document/distinct.ts";
import type { Severity } from "../rule/rule.ts";
import type { JsonObject } from "../util/json.ts";
import type { Message } from "./channel.ts";
import { factsOf, headline } from "./wording.ts";

/** Fields: Elastic Common Schema. */
const ECS_VERSION = "8.17.0";
const LONGEST_MESSAGE = 500;
const MOST_SECRETS = 20;

/** Elastic's default risk scores of its severities; it has no `info`. */
const ECS_SEVERITY: Readonly<Record<Severity, number>> = { info: 1, low: 21, medium: 47, high: 73, critical: 99 };

/** A notice as an ECS document; what ECS has no field for is below `trailhound`. */
export function ecsDocument(message: Message, now: number): JsonObject {
  return message.kind === "alert" ? alertDocument(message, now) : digestDocument(message, now);
}

function common(message: Message, now: number): JsonObject {
  return {
    "@timestamp": new Date(now).toISOString(),
    ecs: { version: ECS_VERSION },
    message: headline(message, LONGEST_MESSAGE),
    observer: { product: "trailhound", type: "siem" },
  };
}

function alertDocument(message: Message & { kind: "alert" }, now: number): JsonObject {
  const { notice, stored } = message;
  const { alert } = stored;
  return {
    ...common(message, now),
    event: {
      kind: "alert",
      module: "trailhound",
      dataset: "trailhound.notice",
      id: notice.key,
      action: notice.kind === "opened" ? "alert-opened" : "alert-severity-raised",
      severity: ECS_SEVERITY[notice.severity],
      ...(alert.rule.risk_score === null ? {} : { risk_score: alert.rule.risk_score }),
      reason: alert.reason,
      start: alert.events.first,
      end: alert.events.last,
      created: stored.opened,
    },
    rule: { id: alert.rule.id, name: alert.rule.name, ruleset: alert.rule.format },
    tags: alert.rule.tags,
    threat: threatOf(alert),
    cloud: { provider: "aws", account: { id: alert.events.accounts }, region: alert.events.regions },
    related: { ip: alert.identity.source_addresses, user: usersOf(alert) },
    trailhound: {
      notice: { kind: notice.kind, severity: notice.severity, thread: notice.thread },
      alert: {
        id: alert.id,
        time: alert.time,
        status: stored.status,
        entity: Object.entries(alert.entity).map(([field, value]) => ({ field, value })),
        events: { total: alert.events.total, ids: alert.events.ids, actions: alert.events.actions },
        secrets: { total: alert.secrets?.total ?? 0, names: (alert.secrets?.names ?? []).slice(0, MOST_SECRETS) },
      },
    },
  };
}

function threatOf({ rule }: Alert): JsonObject {
  const techniques = rule.threat.flatMap(({ techniques }) => techniques);
  return {
    framework: distinct(rule.threat.map(({ framework }) => framework)),
    tactic: { id: rule.threat.map(({ tactic }) => tactic.id), name: rule.threat.map(({ tactic }) => tactic.name) },
    technique: { id: techniques.map(({ id }) => id), name: techniques.map(({ name }) => name) },
  };
}

function usersOf({ identity }: Alert): readonly string[] {
  const { arn, user, role, session } = identity;
  return distinct([arn, user, role, session].filter((each) => each !== null));
}

function digestDocument(message: Message & { kind: "digest" }, now: number): JsonObject {
  const [worst] = message.samples;
  return {
    ...common(message, now),
    event: {
      kind: "alert",
      module: "trailhound",
      dataset: "trailhound.notice",
      id: message.key,
      action: "alert-digest",
      ...(worst === undefined ? {} : { severity: ECS_SEVERITY[worst.alert.rule.severity] }),
      reason: factsOf(message)
        .map(([label, value]) => `${label}: ${value}`)
        .join("; "),
    },
    trailhound: {
      notice: { kind: "digest" },
      digest: {
        total: message.total,
        groups: message.groups.map(({ rule, severity, count }) => ({ rule, severity, count })),
        alerts: message.samples.map(({ alert }) => alert.id),
      },
    },
  };
}
