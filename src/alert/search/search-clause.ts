/** What a prepared search asks for, before it is written in a query language. */
export type SearchClause =
  | { readonly kind: "all" | "any"; readonly clauses: readonly SearchClause[] }
  | {
      readonly kind: "field";
      readonly field: SearchField;
      /** Any of these, exactly. */
      readonly values: readonly string[];
      /** Or anything that begins so; our own words, letters and digits only. */
      readonly prefixes: readonly string[];
    };

/** The event fields of prepared searches as each vocabulary names them. */
export const SEARCH_FIELDS = {
  action: { ecs: "event.action", datadog: "@evt.name" },
  source: { ecs: "event.provider", datadog: "@eventSource" },
  identity: { ecs: "aws.cloudtrail.user_identity.arn", datadog: "@userIdentity.arn" },
  principal: { ecs: "user.id", datadog: "@userIdentity.principalId" },
  accessKey: { ecs: "aws.cloudtrail.user_identity.access_key_id", datadog: "@userIdentity.accessKeyId" },
  address: { ecs: "source.address", datadog: "@network.client.ip" },
  assumedRole: { ecs: "aws.cloudtrail.flattened.request_parameters.roleArn", datadog: "@requestParameters.roleArn" },
  sessionName: {
    ecs: "aws.cloudtrail.flattened.request_parameters.roleSessionName",
    datadog: "@requestParameters.roleSessionName",
  },
  issuedKey: {
    ecs: "aws.cloudtrail.flattened.response_elements.credentials.accessKeyId",
    datadog: "@responseElements.credentials.accessKeyId",
  },
  secret: { ecs: "trailhound.secrets", datadog: "@trailhound.secrets" },
  decryptedParameter: {
    ecs: "aws.cloudtrail.flattened.request_parameters.encryptionContext.PARAMETER_ARN",
    datadog: "@requestParameters.encryptionContext.PARAMETER_ARN",
  },
  decryptedSecret: {
    ecs: "aws.cloudtrail.flattened.request_parameters.encryptionContext.SecretARN",
    datadog: "@requestParameters.encryptionContext.SecretARN",
  },
} as const;

export type SearchField = keyof typeof SEARCH_FIELDS;

export function is(field: SearchField, ...values: readonly string[]): SearchClause {
  return { kind: "field", field, values, prefixes: [] };
}

export function beginsWith(
  field: SearchField,
  prefixes: readonly string[],
  values: readonly string[] = [],
): SearchClause {
  return { kind: "field", field, values, prefixes };
}

export function all(...clauses: readonly SearchClause[]): SearchClause {
  return { kind: "all", clauses };
}

export function any(...clauses: readonly SearchClause[]): SearchClause {
  return { kind: "any", clauses };
}
