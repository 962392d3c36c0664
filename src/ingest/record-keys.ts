/** The top-level fields of a CloudTrail record that become columns of their own; every other one goes to `_rest`. */
const RECORD_KEYS = [
  "eventVersion",
  "userIdentity",
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "sourceIPAddress",
  "userAgent",
  "errorCode",
  "errorMessage",
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "requestID",
  "eventID",
  "eventType",
  "apiVersion",
  "managementEvent",
  "readOnly",
  "resources",
  "recipientAccountId",
  "serviceEventDetails",
  "sharedEventID",
  "vpcEndpointId",
  "vpcEndpointAccountId",
  "eventCategory",
  "sessionCredentialFromConsole",
  "tlsDetails",
] as const;

const KNOWN: ReadonlySet<string> = new Set(RECORD_KEYS);

export function isRecordKey(key: string): boolean {
  return KNOWN.has(key);
}
