import type { Row } from "../ir/plan.ts";
import type { JsonObject } from "../util/json.ts";

const TEXT_FIELDS = [
  ["eventVersion", "event_version"],
  ["userIdentity", "user_identity"],
  ["eventTime", "event_time"],
  ["eventSource", "event_source"],
  ["eventName", "event_name"],
  ["awsRegion", "aws_region"],
  ["sourceIPAddress", "source_address"],
  ["userAgent", "user_agent"],
  ["errorCode", "error_code"],
  ["errorMessage", "error_message"],
  ["requestParameters", "request_parameters"],
  ["responseElements", "response_elements"],
  ["additionalEventData", "additional_event_data"],
  ["requestID", "request_id"],
  ["eventID", "event_id"],
  ["readOnly", "read_only"],
  ["resources", "resources"],
  ["eventType", "event_type"],
  ["apiVersion", "api_version"],
  ["managementEvent", "management_event"],
  ["recipientAccountId", "recipient_account"],
  ["sharedEventID", "shared_event_id"],
  ["serviceEventDetails", "service_event_details"],
  ["vpcEndpointId", "vpc_endpoint_id"],
  ["vpcEndpointAccountId", "vpc_endpoint_account"],
  ["eventCategory", "event_category"],
  ["sessionCredentialFromConsole", "session_from_console"],
  ["tlsDetails", "tls_details"],
] as const;

const VERBATIM: ReadonlySet<string> = new Set([
  "user_identity",
  "request_parameters",
  "response_elements",
  "additional_event_data",
  "resources",
  "service_event_details",
  "tls_details",
]);

/**
 * The JSON text of the CloudTrail record behind a row of the events table: every field with its own value, nulls left out.
 * What a typed column cannot give back exactly (a list where text is usual, a string for a boolean) stands in `rest`.
 */
export function recordText(row: Row): string {
  const rest = typeof row["rest"] === "string" ? row["rest"] : "{}";
  const own = JSON.parse(rest) as JsonObject;
  const members = TEXT_FIELDS.flatMap(([key, column]) => {
    const text = isIn(own, key, row[column]) ? undefined : memberText(column, row[column]);
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  const others = rest.slice(1, -1).trim();
  return `{${[...members, ...(others === "" ? [] : [others])].join(",")}}`;
}

/** Whether `rest` shows the field: under its own name, or as it was misspelt. */
function isIn(rest: JsonObject, key: string, cell: Row[string] | undefined): boolean {
  return Object.hasOwn(rest, key) || (key === "sharedEventID" && rest["sharedEventId"] === cell);
}

/** What ingest gives to a record that has no id. */
const HASH = /^sha256:[0-9a-f]{64}$/;

function memberText(column: string, cell: Row[string] | undefined): string | undefined {
  if (cell === null || cell === undefined) return undefined;
  if (column === "event_id" && HASH.test(String(cell))) return undefined;
  if (column === "event_time") return JSON.stringify(eventTime(Number(cell)));
  return VERBATIM.has(column) ? String(cell) : JSON.stringify(cell);
}

/** As CloudTrail writes it: whole seconds without a fraction. */
function eventTime(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}
