import { ipKey, ipRange } from "../../util/ip.ts";
import type { JsonObject, JsonValue } from "../../util/json.ts";
import { PRIVATE_NETWORKS } from "../datadog/constants.ts";
import { GEO_FIELDS } from "../datadog/geo-fields.ts";
import { roleName, sessionName, sourceIp } from "../derive.ts";
import { leavesAt } from "../record/leaves-at.ts";
import { type RawObject, scalarText } from "../record/raw-value.ts";
import { valueAt } from "../record/text-at.ts";
import { type Draft, finish, put } from "./draft.ts";
import type { Enrichment } from "./enrichment.ts";
import { isoTime } from "./iso-time.ts";
import { plainJson } from "./plain-json.ts";

const PRIVATE_RANGES = PRIVATE_NETWORKS.flatMap((network) => ipRange(network) ?? []);
const INSTANCE = /^i-(.{17}|.{8})$/su;

/** The record as a Datadog log: the raw fields, beside them what Datadog's CloudTrail pipeline adds. Nothing is pruned. */
export function datadogDocument(record: RawObject, { source }: Enrichment): JsonObject {
  const draft = plainJson(record) as Draft;
  const text = (path: string): string | undefined => scalarText(valueAt(record, path));
  const failed = text("errorCode") !== undefined;
  const session = sessionName(record);
  put(draft, "source", "cloudtrail");
  put(draft, "service", "cloudtrail");
  put(draft, "host", session !== undefined && INSTANCE.test(session) ? session : undefined);
  put(draft, "status", failed ? "error" : "info");
  put(draft, "level", failed ? "Error" : "Info");
  put(draft, "timestamp", isoTime(text("eventTime")));
  put(draft, "date", isoTime(text("eventTime")));
  put(draft, "account", accountOf(text));
  put(draft, "evt.name", text("eventName"));
  put(draft, "userIdentity.session_name", session);
  put(draft, "userIdentity.assumed_role", roleName(record));
  put(draft, "usr.name", text("userIdentity.userName"));
  put(draft, "usr.id", text("userIdentity.principalId"));
  put(draft, "usr.account_id", text("userIdentity.accountId"));
  put(draft, "usr.access_key_id", text("userIdentity.accessKeyId"));
  put(draft, "http.useragent", text("userAgent"));
  put(draft, "error.kind", text("errorCode"));
  put(draft, "error.message", text("errorMessage"));
  putClient(draft, record, source ?? {});
  putResource(draft, record);
  return finish(draft);
}

function accountOf(text: (path: string) => string | undefined): string | undefined {
  return text("recipientAccountId") ?? text("userIdentity.accountId") ?? text("awsAccountId");
}

function putClient(draft: Draft, record: RawObject, source: JsonObject): void {
  const address = scalarText(record["sourceIPAddress"]);
  const ip = sourceIp(record);
  put(draft, "network.client.ip", address);
  if (ip === undefined) {
    put(draft, "network.client.geoip.invalidAddress", address);
    return;
  }
  put(draft, "network.ip.list", [ip]);
  put(draft, "network.client.is_private_network_ip", isPrivate(ip));
  put(draft, "network.client.geoip.ipAddress", ip);
  for (const [name, path] of GEO_FIELDS) {
    put(draft, `network.client.geoip.${name}`, valueAt(source, path) as JsonValue | undefined);
  }
}

function isPrivate(ip: string): boolean {
  const key = ipKey(ip) ?? "";
  return PRIVATE_RANGES.some(({ first, last }) => first <= key && key <= last);
}

function putResource(draft: Draft, record: RawObject): void {
  const at = (key: string): string[] => leavesAt(record["resources"], [key]);
  put(draft, "resource.ARN", [...at("ARN"), ...at("arn")]);
  put(draft, "resource.type", at("type"));
  put(draft, "resource.accountId", at("accountId"));
}
