import type { Value } from "../../ir/expr.ts";
import type { Binding } from "../../ir/vocabulary.ts";
import { nearest } from "../../util/did-you-mean.ts";
import { type ColumnName, column } from "../columns.ts";
import { KNOWN_PATHS, TOP_LEVEL_FIELDS } from "../record/record-paths.ts";
import { all, path } from "./values.ts";

/** The fields of a record that have a typed column. */
const TYPED: Readonly<Record<string, ColumnName>> = {
  eventTime: "event_time",
  eventID: "event_id",
  eventSource: "event_source",
  eventName: "event_name",
  awsRegion: "aws_region",
  eventType: "event_type",
  eventCategory: "event_category",
  eventVersion: "event_version",
  apiVersion: "api_version",
  requestID: "request_id",
  sharedEventID: "shared_event_id",
  sharedEventId: "shared_event_id",
  recipientAccountId: "recipient_account",
  vpcEndpointId: "vpc_endpoint_id",
  vpcEndpointAccountId: "vpc_endpoint_account",
  errorCode: "error_code",
  errorMessage: "error_message",
  readOnly: "read_only",
  managementEvent: "management_event",
  sessionCredentialFromConsole: "session_from_console",
  sourceIPAddress: "source_address",
  userAgent: "user_agent",
  "userIdentity.type": "identity_type",
  "userIdentity.arn": "identity_arn",
  "userIdentity.principalId": "identity_principal_id",
  "userIdentity.accountId": "identity_account",
  "userIdentity.accessKeyId": "identity_access_key",
  "userIdentity.userName": "identity_user_name",
  "userIdentity.invokedBy": "identity_invoked_by",
  "userIdentity.sessionContext.sessionIssuer.type": "issuer_type",
  "userIdentity.sessionContext.sessionIssuer.arn": "issuer_arn",
  "userIdentity.sessionContext.sessionIssuer.principalId": "issuer_principal_id",
  "userIdentity.sessionContext.sessionIssuer.accountId": "issuer_account",
  "userIdentity.sessionContext.sessionIssuer.userName": "issuer_user_name",
};

/** The JSON columns, and whether what stands below them is up to each service. */
const OBJECTS: Readonly<Record<string, { readonly column: ColumnName; readonly free: boolean }>> = {
  userIdentity: { column: "user_identity", free: false },
  requestParameters: { column: "request_parameters", free: true },
  responseElements: { column: "response_elements", free: true },
  additionalEventData: { column: "additional_event_data", free: true },
  serviceEventDetails: { column: "service_event_details", free: true },
  resources: { column: "resources", free: false },
  tlsDetails: { column: "tls_details", free: false },
};

/** Both spellings occur in records, so either name reads both. */
export const RESOURCE_ARNS: Value = all([path("resources", "ARN"), path("resources", "arn")]);
const ARN_SPELLINGS: ReadonlySet<string> = new Set(["resources.ARN", "resources.arn"]);

const KNOWN_TOP: ReadonlySet<string> = new Set(TOP_LEVEL_FIELDS);
const KNOWN: ReadonlySet<string> = new Set(KNOWN_PATHS);

/** Every field of a record that has a name of its own. */
export const RAW_FIELDS: readonly string[] = [...new Set([...TOP_LEVEL_FIELDS, ...KNOWN_PATHS])];

/**
 * A field of the raw record by its path, case-sensitive, bound to its typed column where there is one, else to the path in
 * its JSON column. Undefined when CloudTrail has no such top-level field, or when the path is a near miss of a known one.
 */
export function rawBinding(fieldName: string): Binding | undefined {
  if (ARN_SPELLINGS.has(fieldName)) return { name: fieldName, type: "text", value: RESOURCE_ARNS };
  const typed = Object.hasOwn(TYPED, fieldName) ? TYPED[fieldName] : undefined;
  if (typed !== undefined) {
    const value = column(typed);
    return { name: fieldName, type: value.type, value };
  }
  const [top = "", ...keys] = fieldName.split(".");
  if (!KNOWN_TOP.has(top) || keys.includes("") || TYPED[top] !== undefined) return undefined;
  if (isNearMiss(fieldName) || (keys.length > 0 && isObjectPath(fieldName))) return undefined;
  const object = Object.hasOwn(OBJECTS, top) ? OBJECTS[top] : undefined;
  if (object === undefined) return restBinding(fieldName, top, keys);
  if (keys.length === 0) return { name: fieldName, type: "json", value: column(object.column) };
  return { name: fieldName, type: "text", value: path(object.column, ...keys) };
}

function restBinding(fieldName: string, top: string, keys: readonly string[]): Binding | undefined {
  if (isObjectPath(fieldName)) return undefined;
  return { name: fieldName, type: "text", value: path("rest", top, ...keys) };
}

/** Known fields stand below it, so it holds no text itself. */
function isObjectPath(fieldName: string): boolean {
  return KNOWN_PATHS.some((known) => known.startsWith(`${fieldName}.`));
}

/**
 * AWS adds fields, so an unknown one below a fixed object is taken as it is; but not when it differs from a known one only
 * by a slip, because such a rule would never match.
 */
function isNearMiss(fieldName: string): boolean {
  const [top = ""] = fieldName.split(".");
  if (OBJECTS[top]?.free !== false || KNOWN.has(fieldName) || fieldName === top) return false;
  const lower = fieldName.toLowerCase();
  return KNOWN_PATHS.some((known) => known.toLowerCase() === lower) || isSlip(fieldName);
}

function isSlip(fieldName: string): boolean {
  const at = fieldName.lastIndexOf(".") + 1;
  const siblings = KNOWN_PATHS.filter((known) => known.startsWith(fieldName.slice(0, at)));
  const names = siblings.map((known) => known.slice(at)).filter((name) => !name.includes("."));
  const wrong = fieldName.slice(at);
  return nearest(wrong, names).some((name) => Math.abs(name.length - wrong.length) <= 1);
}
