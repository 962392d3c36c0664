import type { JsonObject } from "../../util/json.ts";
import { outcome } from "../derive.ts";
import { CATEGORIES, DEFAULT_TYPE } from "../ecs/categories.ts";
import { CONSTANTS, CREATION_DATE, RENAMES, WEB_ID_ATTRIBUTES } from "../ecs/renames.ts";
import { leavesAt } from "../record/leaves-at.ts";
import { prune } from "../record/prune.ts";
import { isRawObject, type RawObject } from "../record/raw-value.ts";
import { textAt, valueAt } from "../record/text-at.ts";
import { type Draft, finish, put } from "./draft.ts";
import { isDigest, putDigest } from "./ecs-digest.ts";
import { accountOf, putEntities } from "./ecs-entities.ts";
import { relatedHosts } from "./ecs-hosts.ts";
import { putIdentity, putSource } from "./ecs-identity.ts";
import { prunedJson, putPayload } from "./ecs-payload.ts";
import { putTls } from "./ecs-tls.ts";
import type { Enrichment } from "./enrichment.ts";
import { isoTime } from "./iso-time.ts";

const AWS_SUFFIX = ".amazonaws.com";

/**
 * The record as Elastic's AWS integration 8.x stores it (retain: all, with actor and target). Not there: what only the
 * shipper knows (event.created, event.original, tags, agent, log); `event.ingested` is the event's own time.
 */
export function ecsDocument(raw: RawObject, enrichment: Enrichment): JsonObject {
  const pruned = prune(raw);
  const record = isRawObject(pruned) ? pruned : {};
  const draft: Draft = {};
  putEnvelope(draft, record);
  putCategory(draft, textAt(record, "eventName"));
  putPayload(draft, raw, record);
  putIdentity(draft, record);
  putSource(draft, record);
  putTls(draft, record);
  put(draft, "related.hosts", relatedHosts(record));
  putEntities(draft, record);
  putEnrichment(draft, enrichment);
  put(draft, "aws.cloudtrail.flattened.insight_details", prunedJson(record["insightDetails"]));
  if (isDigest(record)) putDigest(draft, record);
  return finish(draft);
}

function putEnvelope(draft: Draft, record: RawObject): void {
  const time = isoTime(textAt(record, isDigest(record) ? "digestEndTime" : "eventTime"));
  put(draft, "@timestamp", time);
  put(draft, "event.ingested", time);
  for (const [ecs, path] of RENAMES) put(draft, ecs, oneOrMany(leavesAt(record, path.split("."))));
  put(draft, CREATION_DATE[0], isoTime(textAt(record, CREATION_DATE[1])));
  put(draft, WEB_ID_ATTRIBUTES[0], prunedJson(valueAt(record, WEB_ID_ATTRIBUTES[1])));
  for (const [ecs, text] of CONSTANTS) put(draft, ecs, text);
  put(draft, "event.outcome", outcome(record));
  const readOnly = textAt(record, "readOnly");
  put(draft, "aws.cloudtrail.read_only", readOnly === undefined ? undefined : readOnly === "true");
  put(draft, "aws.cloudtrail.management_event", textAt(record, "managementEvent"));
  put(draft, "aws.cloudtrail.shared_event_id", textAt(record, "sharedEventID") ?? textAt(record, "sharedEventId"));
  put(draft, "cloud.account.id", accountOf(record) ?? textAt(record, "awsAccountId"));
  const provider = textAt(record, "eventSource");
  if (provider?.endsWith(AWS_SUFFIX)) put(draft, "cloud.service.name", provider.slice(0, -AWS_SUFFIX.length));
}

/** A renamed list stays a list. */
function oneOrMany(texts: readonly string[]): string | readonly string[] | undefined {
  return texts.length === 1 ? texts[0] : texts;
}

function putCategory(draft: Draft, event: string | undefined): void {
  const row = CATEGORIES.find(({ names }) => event !== undefined && names.includes(event));
  put(draft, "event.category", row && [row.category]);
  put(draft, "event.type", row?.types ?? [DEFAULT_TYPE]);
}

function putEnrichment(draft: Draft, { source, agent }: Enrichment): void {
  for (const [key, value] of Object.entries(source ?? {})) put(draft, `source.${key}`, value);
  for (const [key, value] of Object.entries(agent ?? {})) put(draft, `user_agent.${key}`, value);
}
