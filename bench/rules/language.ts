/** What a generated condition needs of a query language: the bench writes one idea in two languages. */
export interface Language {
  readonly fields: Readonly<Record<FieldName, string>>;
  /** A field of `requestParameters`. */
  parameter(name: string): string;
  readonly and: string;
  /** Any of the texts; one without a star is exact. */
  any(field: string, texts: readonly string[]): string;
  not(condition: string): string;
  present(field: string): string;
}

export type FieldName =
  | "source"
  | "action"
  | "identityType"
  | "identity"
  | "issuer"
  | "invokedBy"
  | "region"
  | "account"
  | "address"
  | "agent"
  | "error"
  | "message"
  | "mfa";

const ECS = "aws.cloudtrail.user_identity";

/** Kibana's query language over ECS names. */
export const KQL: Language = {
  fields: {
    source: "event.provider",
    action: "event.action",
    identityType: `${ECS}.type`,
    identity: `${ECS}.arn`,
    issuer: `${ECS}.session_context.session_issuer.arn`,
    invokedBy: `${ECS}.invoked_by`,
    region: "cloud.region",
    account: "cloud.account.id",
    address: "source.address",
    agent: "user_agent.original",
    error: "aws.cloudtrail.error_code",
    message: "aws.cloudtrail.error_message",
    mfa: `${ECS}.session_context.mfa_authenticated`,
  },
  parameter: (name) => `aws.cloudtrail.flattened.request_parameters.${name}`,
  and: " and ",
  any: (field, texts) => `${field}: ${oneOrList(texts, " or ", (text) => (text.includes("*") ? text : `"${text}"`))}`,
  not: (condition) => `not ${condition}`,
  present: (field) => `${field}: *`,
};

/** Datadog's log search over the names of its CloudTrail pipeline. */
export const SEARCH: Language = {
  fields: {
    source: "@eventSource",
    action: "@evt.name",
    identityType: "@userIdentity.type",
    identity: "@userIdentity.arn",
    issuer: "@userIdentity.sessionContext.sessionIssuer.arn",
    invokedBy: "@userIdentity.invokedBy",
    region: "@awsRegion",
    account: "@recipientAccountId",
    address: "@network.client.ip",
    agent: "@http.useragent",
    error: "@error.kind",
    message: "@error.message",
    mfa: "@userIdentity.sessionContext.attributes.mfaAuthenticated",
  },
  parameter: (name) => `@requestParameters.${name}`,
  and: " ",
  any: (field, texts) => `${field}:${oneOrList(texts, " OR ", (text) => text)}`,
  not: (condition) => `-${condition}`,
  present: (field) => `${field}:*`,
};

function oneOrList(texts: readonly string[], or: string, write: (text: string) => string): string {
  const written = texts.map(write);
  return written.length === 1 ? written.join("") : `(${written.join(or)})`;
}
