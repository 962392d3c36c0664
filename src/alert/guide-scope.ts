import { toDocument } from "../catalog/document.ts";
import type { Detection } from "../detect/detection.ts";
import type { TemplateScope } from "../lang/template/scope.ts";
import { type Rule, SEVERITIES } from "../rule/rule.ts";
import type { JsonObject } from "../util/json.ts";
import { readPath } from "./document/read-path.ts";
import { isoTime } from "./iso-time.ts";
import type { Overridden } from "./overrides.ts";

/** The tags that a CloudTrail log has in Datadog. */
const LOG_TAGS: ReadonlySet<string> = new Set(["source", "service", "host", "account"]);

/**
 * What a message's variables stand for. Attributes come from all matched events, not only from the group: a rule grouped by
 * `@userIdentity.arn` may name `@userIdentity.session_name`.
 */
export function guideScope(
  rule: Rule,
  detection: Detection,
  events: readonly JsonObject[],
  overridden: Overridden,
): TemplateScope {
  let documents: readonly JsonObject[] | null = null;
  const read = (path: string): readonly string[] => {
    documents ??= events.map((event) => toDocument(event, "datadog"));
    return [...new Set(documents.flatMap((document) => readPath(document, path)))];
  };
  return {
    builtins: builtins(rule, detection, overridden),
    lookup: (path) => {
      if (path.startsWith("@")) return read(path.slice(1));
      return LOG_TAGS.has(path) ? read(path) : tagValues(rule.tags, path);
    },
  };
}

function tagValues(tags: readonly string[], key: string): readonly string[] {
  const values = tags.filter((tag) => tag.startsWith(`${key}:`)).map((tag) => tag.slice(key.length + 1));
  return [...new Set(values)];
}

function builtins(rule: Rule, detection: Detection, { severity, name }: Overridden): TemplateScope["builtins"] {
  const { time, caseName, events } = detection;
  return {
    severity: SEVERITIES.indexOf(severity),
    timestamp: isoTime(time),
    timestamp_epoch: time,
    first_seen: isoTime(events.first),
    first_seen_epoch: events.first,
    last_seen: isoTime(events.last),
    last_seen_epoch: events.last,
    rule_name: name,
    case_name: caseName ?? "",
    events_matched: events.total,
    ...eventsPerQuery(rule, detection),
  };
}

/** Known where a query counts events, or where there is only one. */
function eventsPerQuery({ method }: Rule, { evidence, events }: Detection): Readonly<Record<string, number>> {
  if (method.kind === "anomaly" || method.kind === "new_value") {
    return { [`events_matched_per_query.${method.query.label}`]: events.total };
  }
  if (method.kind !== "datadog_threshold" || evidence.kind !== "threshold") return {};
  const [only, ...more] = method.queries;
  if (only !== undefined && more.length === 0) return { [`events_matched_per_query.${only.label}`]: events.total };
  const counted = method.queries.filter(({ aggregation }) => aggregation === "count");
  return Object.fromEntries(
    counted.map(({ label }) => [`events_matched_per_query.${label}`, evidence.counts[label] ?? 0]),
  );
}
