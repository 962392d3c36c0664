import type { ColumnValue, ValueType } from "../ir/expr.ts";

export interface EventColumn {
  readonly name: string;
  readonly type: ValueType;
  readonly many: boolean;
  /** The CloudTrail field it comes from, or `derived`. */
  readonly from: string;
}

function text(name: string, from: string): EventColumn {
  return { name, type: "text", many: false, from };
}

function json(name: string, from: string): EventColumn {
  return { name, type: "json", many: false, from };
}

/**
 * The events table: one row a distinct event. The order is the order in storage.
 * `event_id` is the eventID, or `sha256:` and the hash of the canonical record when that is missing.
 */
export const EVENT_COLUMNS = [
  { name: "event_time", type: "time", many: false, from: "eventTime" },
  text("event_id", "eventID"),
  text("account", "recipientAccountId, else userIdentity.accountId, else awsAccountId"),
  text("event_source", "eventSource"),
  text("event_name", "eventName"),
  text("aws_region", "awsRegion"),
  text("event_type", "eventType"),
  text("event_category", "eventCategory"),
  text("event_version", "eventVersion"),
  text("api_version", "apiVersion"),
  text("request_id", "requestID"),
  text("shared_event_id", "sharedEventID, else sharedEventId"),
  text("recipient_account", "recipientAccountId"),
  text("vpc_endpoint_id", "vpcEndpointId"),
  text("vpc_endpoint_account", "vpcEndpointAccountId"),
  text("error_code", "errorCode"),
  text("error_message", "errorMessage"),
  { name: "read_only", type: "boolean", many: false, from: "readOnly" },
  { name: "management_event", type: "boolean", many: false, from: "managementEvent" },
  text("session_from_console", "sessionCredentialFromConsole"),
  text("source_address", "sourceIPAddress"),
  { name: "source_ip", type: "ip", many: false, from: "sourceIPAddress, when it is an address" },
  text("user_agent", "userAgent"),
  text("identity_type", "userIdentity.type"),
  text("identity_arn", "userIdentity.arn, else aRN"),
  text("identity_principal_id", "userIdentity.principalId"),
  text("identity_account", "userIdentity.accountId"),
  text("identity_access_key", "userIdentity.accessKeyId"),
  text("identity_user_name", "userIdentity.userName"),
  text("identity_invoked_by", "userIdentity.invokedBy"),
  text("issuer_type", "userIdentity.sessionContext.sessionIssuer.type"),
  text("issuer_arn", "userIdentity.sessionContext.sessionIssuer.arn"),
  text("issuer_principal_id", "userIdentity.sessionContext.sessionIssuer.principalId"),
  text("issuer_account", "userIdentity.sessionContext.sessionIssuer.accountId"),
  text("issuer_user_name", "userIdentity.sessionContext.sessionIssuer.userName"),
  // derived
  text("outcome", "derived: success or failure (ECS event.outcome)"),
  text("user_name", "derived: ECS user.name (the role for a role session)"),
  text("session_name", "derived: last part of an assumed-role ARN"),
  text("role_name", "derived: role part of an assumed-role ARN"),
  text("actor", "derived: who acts, without the session: role ARN, user ARN, service, else account"),
  { name: "secrets", type: "text", many: true, from: "derived: names of the parameters and secrets asked for" },
  // the record's own objects, verbatim
  json("user_identity", "userIdentity"),
  json("request_parameters", "requestParameters"),
  json("response_elements", "responseElements"),
  json("additional_event_data", "additionalEventData"),
  json("service_event_details", "serviceEventDetails"),
  json("resources", "resources"),
  json("tls_details", "tlsDetails"),
  json("rest", "every other field of the record"),
  // joined at read time from the enrichments, null without them
  json("source_info", "enrichment of source_ip: geo, as (ECS shape)"),
  json("agent_info", "enrichment of user_agent: name, version, device, os (ECS shape)"),
] as const satisfies readonly EventColumn[];

export type ColumnName = (typeof EVENT_COLUMNS)[number]["name"];

const BY_NAME = new Map<string, EventColumn>(EVENT_COLUMNS.map((each) => [each.name, each]));

/** The value that a column holds. */
export function column(name: ColumnName): ColumnValue {
  const found = BY_NAME.get(name);
  if (!found) throw new Error(`bug: no column ${name}`);
  return { kind: "column", column: name, type: found.type, many: found.many };
}
