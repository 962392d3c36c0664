import { toDocument } from "../../../catalog/document.ts";
import { type Rule, SEVERITIES } from "../../../rule/rule.ts";
import { ipKey } from "../../../util/ip.ts";
import type { JsonObject } from "../../../util/json.ts";
import type { Alert } from "../../alert.ts";
import { distinct } from "../../document/distinct.ts";
import { readPath } from "../../document/read-path.ts";
import { mergeAttributes } from "./merged-attributes.ts";
import { DETECTION_METHODS, groupByPaths, signalQueries } from "./queries.ts";
import { signalSamples } from "./samples.ts";
import { triggeringCase } from "./triggering-case.ts";

/**
 * The alert as Datadog's signal API gives it. `timestamp` is the detection's event time, `workflow.*_seen` are
 * the event times in epoch ms. Attributes are those of the listed events together (at most 100).
 */
export function toDatadogSignal(alert: Alert, rule: Rule, events: readonly JsonObject[]): JsonObject {
  const documents = events.map((event) => toDocument(event, "datadog"));
  const merged = mergeAttributes(documents.map(withoutReserved));
  return {
    id: alert.id,
    type: "signal",
    attributes: {
      status: alert.rule.severity,
      severity: SEVERITIES.indexOf(alert.rule.severity),
      service: distinct(documents.flatMap((document) => readPath(document, "service"))),
      host: distinct(documents.flatMap((document) => readPath(document, "host")))[0] ?? null,
      tags: tagsOf(rule, documents),
      timestamp: alert.time,
      message: `%%%\n${alert.guide}\n%%%`,
      attributes: {
        ...merged.attributes,
        title: signalTitle(alert, rule),
        workflow: workflow(alert, rule, merged.highCardinality),
        triggeringRuleCase: triggeringCase(alert, rule),
        groupByPaths: groupByPaths(rule),
        queries: signalQueries(alert, rule),
        samples: signalSamples(documents),
        entities: entities(alert),
      },
    },
  };
}

/** What stands beside the attributes in a log of Datadog, or is a tag, and so is no attribute. */
const RESERVED = new Set(["source", "service", "host", "status", "tags", "message", "timestamp", "date", "account"]);

function withoutReserved(document: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([key]) => !RESERVED.has(key)));
}

function tagsOf(rule: Rule, documents: readonly JsonObject[]): readonly string[] {
  const own = rule.tags.map((tag) => tag.toLowerCase());
  const implied = documents.flatMap((document) =>
    ["source", "service", "account"].flatMap((key) => readPath(document, key).map((value) => `${key}:${value}`)),
  );
  return distinct([...own, ...implied]);
}

function signalTitle(alert: Alert, rule: Rule): string {
  const named = alert.rule.case === null ? "" : ` - ${alert.rule.case}`;
  const group = rule.title.showsGroup ? Object.values(alert.entity).map((value) => ` ${value}`) : [];
  return `${alert.rule.name}${named}${group.length === 0 ? "" : ` on${group.join(",")}`}`;
}

function workflow(alert: Alert, rule: Rule, highCardinality: readonly string[]): JsonObject {
  return {
    first_seen: Date.parse(alert.events.first),
    last_seen: Date.parse(alert.events.last),
    events_matched: alert.events.total,
    rule: {
      id: rule.id,
      name: alert.rule.name,
      type: "Log Detection",
      detectionMethod: DETECTION_METHODS[rule.method.kind],
    },
    triage: { state: "open", assignee: { id: -1, name: "Unassigned" }, incidentIds: [] },
    high_cardinality: { attributes: highCardinality, tags: [] },
  };
}

function entities({ identity }: Alert): readonly string[] {
  const addresses = identity.source_addresses.filter((address) => ipKey(address) !== undefined);
  const arn = identity.arn === null ? [] : [`@userIdentity.arn:${identity.arn}`];
  return [...arn, ...addresses.map((address) => `@network.ip.list:${address}`)];
}
