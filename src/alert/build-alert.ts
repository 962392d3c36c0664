import { toDocument } from "../catalog/document.ts";
import type { Detection } from "../detect/detection.ts";
import { type Rule, ruleType } from "../rule/rule.ts";
import type { JsonObject } from "../util/json.ts";
import type { Alert, AlertRule, AlertSecrets } from "./alert.ts";
import { eventsOf, type Fallback } from "./alert-events.ts";
import { alertId } from "./alert-id.ts";
import { evidenceOf } from "./evidence.ts";
import { guideOf } from "./guide.ts";
import { identityOf } from "./identity.ts";
import { afterwards, type InvestigationFacts, investigate } from "./investigate.ts";
import { isoTime } from "./iso-time.ts";
import { applyOverrides } from "./overrides.ts";
import { reasonOf } from "./reason/reason.ts";
import { respond } from "./respond/respond.ts";
import { responseFacts } from "./respond/response-facts.ts";
import type { Searched } from "./search/events-command.ts";
import { secretArns } from "./secret-reads.ts";

export interface AlertContext {
  /** Files and folders as the user gave them: the prepared searches read the same ones. */
  readonly paths: Searched;
  /** Further detections that the rule's alert suppression folded into this one. */
  readonly suppressed?: number;
  /** The records of `detection.events.readers`: they show where the remaining secrets are kept. */
  readonly readers?: readonly JsonObject[];
  /** For events that do not say where they were recorded. */
  readonly fallback?: Fallback;
}

/**
 * Everything that is said about a detection. `events`: the raw CloudTrail records of `detection.events.ids`, oldest first.
 * The same input gives the same alert, byte for byte. `related` stays empty: see `relatedIds`.
 */
export function buildAlert(
  detection: Detection,
  rule: Rule,
  events: readonly JsonObject[],
  context: AlertContext,
): Alert {
  const identity = identityOf(events);
  const alertEvents = eventsOf(detection, events, context.fallback ?? {});
  const secrets = secretsOf(detection);
  const overridden = applyOverrides(rule, detection.severity, sourceDocument(detection, rule, events));
  const searched: InvestigationFacts = {
    paths: context.paths,
    language: rule.vocabulary === "datadog" ? "datadog" : "ecs",
    identity,
    first: detection.events.first,
    last: detection.events.last,
    secrets: detection.events.secrets,
    secretArns: secretArns(events),
  };
  return {
    id: alertId(rule, detection),
    rule: ruleOf(rule, detection, overridden),
    time: isoTime(detection.time),
    entity: detection.entity,
    events: alertEvents,
    ...(secrets === null ? {} : { secrets }),
    identity,
    evidence: evidenceOf(detection.evidence),
    reason: reasonOf({ rule, detection, identity, records: events }),
    guide: guideOf(rule, detection, events, overridden),
    suppressed: context.suppressed ?? 0,
    investigate: investigate(searched),
    related: [],
    respond: respond(
      responseFacts({
        detection,
        identity,
        events: [...events, ...(context.readers ?? [])],
        alertEvents,
        afterwards: afterwards(searched),
      }),
    ),
  };
}

/** What Elastic's overrides look at: the first event; for a threshold only the group's fields exist. */
function sourceDocument(detection: Detection, rule: Rule, events: readonly JsonObject[]): JsonObject {
  const { severity, riskScore, ruleName } = rule.overrides;
  const [first] = events;
  if (severity.length === 0 && riskScore === null && ruleName === null) return {};
  if (rule.method.kind === "elastic_threshold") return detection.entity;
  return first === undefined ? {} : toDocument(first, rule.vocabulary);
}

function ruleOf(rule: Rule, detection: Detection, overridden: ReturnType<typeof applyOverrides>): AlertRule {
  return {
    id: rule.id,
    name: overridden.name,
    format: rule.format,
    type: ruleType(rule.method),
    severity: overridden.severity,
    risk_score: overridden.riskScore,
    case: detection.caseName,
    tags: rule.tags,
    threat: rule.threat,
  };
}

const MOST_NAMES = 100;

function secretsOf({ events }: Detection): AlertSecrets | null {
  if (events.secrets.length === 0) return null;
  return { total: events.secrets.length, names: events.secrets.slice(0, MOST_NAMES) };
}
