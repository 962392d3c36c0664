import type { ColumnName } from "../catalog/columns.ts";
import { ASSUMED_ROLE_ARN } from "../catalog/derive.ts";
import { RECORD_COLUMNS } from "../catalog/record/record-columns.ts";
import { quoteText } from "../sql/quote.ts";
import { SECRETS_SQL } from "./secrets-sql.ts";

/** How read_json types the lines that ingest writes. */
export const LINE_COLUMNS: Readonly<Record<string, "VARCHAR" | "JSON">> = {
  _file: "VARCHAR",
  _hash: "VARCHAR",
  _rest: "JSON",
  ...RECORD_COLUMNS,
};

/** Fields of userIdentity that have columns; one JSON parse serves them all. `aRN`: some events before 2024 (AWS's own slip). */
const IDENTITY_PATHS = [
  ["identity_type", "/type"],
  ["identity_arn", "/arn"],
  ["identity_arn_misspelt", "/aRN"],
  ["identity_principal_id", "/principalId"],
  ["identity_account", "/accountId"],
  ["identity_access_key", "/accessKeyId"],
  ["identity_user_name", "/userName"],
  ["identity_invoked_by", "/invokedBy"],
  ["issuer_type", "/sessionContext/sessionIssuer/type"],
  ["issuer_arn", "/sessionContext/sessionIssuer/arn"],
  ["issuer_principal_id", "/sessionContext/sessionIssuer/principalId"],
  ["issuer_account", "/sessionContext/sessionIssuer/accountId"],
  ["issuer_user_name", "/sessionContext/sessionIssuer/userName"],
] as const;

export const IDENTITY_POINTERS = IDENTITY_PATHS.map(([, pointer]) => pointer);

/** The element of the extracted list `ui` that holds an identity field. */
function identity(name: (typeof IDENTITY_PATHS)[number][0]): string {
  return `ui[${IDENTITY_PATHS.findIndex(([each]) => each === name) + 1}]`;
}

/** `""`, `"-"` and `"none"` count as missing wherever something is derived. */
const present = (sql: string): string => `CASE WHEN ${sql} NOT IN ('', '-', 'none') THEN ${sql} END`;
const truth = (name: string): string => `CASE lower(${name}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END`;

/** What several columns are made of, each computed once a line: `arn`, and `assumed` over it. */
export const ARN_SQL = `coalesce(${present(identity("identity_arn"))}, ${present(identity("identity_arn_misspelt"))})`;
export const ASSUMED_SQL = `CASE WHEN contains(arn, ':assumed-role/') THEN regexp_extract(arn, ${quoteText(ASSUMED_ROLE_ARN)}, ['partition', 'account', 'role', 'session'], 's') END`;

/** Null when the ARN is not that of an assumed role. */
const assumed = (part: "role" | "session"): string => `nullif(assumed['${part}'], '')`;
const ASSUMED_ROLE = `CASE WHEN assumed['role'] <> '' THEN 'arn:' || assumed['partition'] || ':iam::' || assumed['account'] || ':role/' || assumed['role'] END`;
const LOGIN = present("json_extract_string(responseElements, '/ConsoleLogin')");

/** SQL for each stored column, over a line's columns, `ui`, `arn` and `assumed`. The same rules as src/catalog/derive.ts; a test holds both together. */
export const STORED_COLUMNS: Readonly<Record<Exclude<ColumnName, "source_info" | "agent_info">, string>> = {
  event_time: "th_time(eventTime)",
  event_id: `coalesce(nullif(eventID, ''), _hash)`,
  account: `coalesce(recipientAccountId, ${identity("identity_account")}, json_extract_string(_rest, '/awsAccountId'))`,
  event_source: "eventSource",
  event_name: "eventName",
  aws_region: "awsRegion",
  event_type: "eventType",
  event_category: "eventCategory",
  event_version: "eventVersion",
  api_version: "apiVersion",
  request_id: "requestID",
  shared_event_id: "coalesce(sharedEventID, json_extract_string(_rest, '/sharedEventId'))",
  recipient_account: "recipientAccountId",
  vpc_endpoint_id: "vpcEndpointId",
  vpc_endpoint_account: "vpcEndpointAccountId",
  error_code: "errorCode",
  error_message: "errorMessage",
  read_only: truth("readOnly"),
  management_event: truth("managementEvent"),
  session_from_console: "sessionCredentialFromConsole",
  source_address: "sourceIPAddress",
  source_ip: "CASE WHEN th_ip_key(sourceIPAddress) IS NOT NULL THEN sourceIPAddress END",
  user_agent: "userAgent",
  identity_type: identity("identity_type"),
  identity_arn: `coalesce(${identity("identity_arn")}, ${identity("identity_arn_misspelt")})`,
  identity_principal_id: identity("identity_principal_id"),
  identity_account: identity("identity_account"),
  identity_access_key: identity("identity_access_key"),
  identity_user_name: identity("identity_user_name"),
  identity_invoked_by: identity("identity_invoked_by"),
  issuer_type: identity("issuer_type"),
  issuer_arn: identity("issuer_arn"),
  issuer_principal_id: identity("issuer_principal_id"),
  issuer_account: identity("issuer_account"),
  issuer_user_name: identity("issuer_user_name"),
  outcome: `coalesce(CASE WHEN eventName = 'ConsoleLogin' THEN lower(${LOGIN}) END,
    CASE WHEN ${present("errorCode")} IS NOT NULL OR ${present("errorMessage")} IS NOT NULL THEN 'failure' ELSE 'success' END)`,
  user_name: `coalesce(CASE WHEN ${identity("identity_type")} IN ('AssumedRole', 'FederatedUser') THEN ${present(identity("issuer_user_name"))} END,
    ${present(identity("identity_user_name"))},
    CASE WHEN eventName = 'UserAuthentication' THEN ${present("json_extract_string(additionalEventData, '/UserName')")} END)`,
  session_name: assumed("session"),
  role_name: assumed("role"),
  actor: `coalesce(${present(identity("issuer_arn"))}, ${ASSUMED_ROLE}, arn, ${present(identity("identity_invoked_by"))},
    ${present("json_extract_string(userIdentity, '/onBehalfOf/userId')")}, ${present(identity("identity_account"))}, ${present("recipientAccountId")})`,
  secrets: SECRETS_SQL,
  user_identity: "userIdentity",
  request_parameters: "requestParameters",
  response_elements: "responseElements",
  additional_event_data: "additionalEventData",
  service_event_details: "serviceEventDetails",
  resources: "resources",
  tls_details: "tlsDetails",
  rest: "_rest",
};
