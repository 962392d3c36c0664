/**
 * The top-level fields of a CloudTrail record that are stored by themselves: scalars as text whatever they are, objects
 * verbatim. Ingest hands exactly these to the lake and puts every other field into the rest, so that none can be lost.
 */
export const RECORD_COLUMNS: Readonly<Record<string, "VARCHAR" | "JSON">> = {
  eventVersion: "VARCHAR",
  userIdentity: "JSON",
  eventTime: "VARCHAR",
  eventSource: "VARCHAR",
  eventName: "VARCHAR",
  awsRegion: "VARCHAR",
  sourceIPAddress: "VARCHAR",
  userAgent: "VARCHAR",
  errorCode: "VARCHAR",
  errorMessage: "VARCHAR",
  requestParameters: "JSON",
  responseElements: "JSON",
  additionalEventData: "JSON",
  requestID: "VARCHAR",
  eventID: "VARCHAR",
  eventType: "VARCHAR",
  apiVersion: "VARCHAR",
  managementEvent: "VARCHAR",
  readOnly: "VARCHAR",
  resources: "JSON",
  recipientAccountId: "VARCHAR",
  serviceEventDetails: "JSON",
  sharedEventID: "VARCHAR",
  vpcEndpointId: "VARCHAR",
  vpcEndpointAccountId: "VARCHAR",
  eventCategory: "VARCHAR",
  sessionCredentialFromConsole: "VARCHAR",
  tlsDetails: "JSON",
};
