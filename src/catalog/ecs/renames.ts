/** An ECS field that takes the text of one field of the record: `[ECS name, path in the record]`. */
export type Rename = readonly [ecs: string, raw: string];

const CT = "aws.cloudtrail";
const WHO = `${CT}.user_identity`;
const SESSION = `${WHO}.session_context`;
const RAW_SESSION = "userIdentity.sessionContext";

/** Renames of the envelope, of the identity and of the TLS details. Source: the AWS integration 8.x, `cloudtrail` pipeline. */
export const RENAMES: readonly Rename[] = [
  ["event.id", "eventID"],
  ["event.provider", "eventSource"],
  ["event.action", "eventName"],
  ["cloud.region", "awsRegion"],
  [`${CT}.event_version`, "eventVersion"],
  [`${CT}.request_id`, "requestID"],
  [`${CT}.event_type`, "eventType"],
  [`${CT}.event_category`, "eventCategory"],
  [`${CT}.api_version`, "apiVersion"],
  [`${CT}.recipient_account_id`, "recipientAccountId"],
  [`${CT}.vpc_endpoint_id`, "vpcEndpointId"],
  [`${CT}.vpc_endpoint_account_id`, "vpcEndpointAccountId"],
  [`${CT}.error_code`, "errorCode"],
  [`${CT}.error_message`, "errorMessage"],
  [`${CT}.session_credential_from_console`, "sessionCredentialFromConsole"],
  [`${CT}.addendum.reason`, "addendum.reason"],
  [`${CT}.addendum.updated_fields`, "addendum.updatedFields"],
  [`${CT}.addendum.original_request_id`, "addendum.originalRequestID"],
  [`${CT}.addendum.original_event_id`, "addendum.originalEventID"],
  ["source.address", "sourceIPAddress"],
  ["user_agent.original", "userAgent"],
  [`${WHO}.type`, "userIdentity.type"],
  [`${WHO}.arn`, "userIdentity.arn"],
  [`${WHO}.access_key_id`, "userIdentity.accessKeyId"],
  [`${WHO}.invoked_by`, "userIdentity.invokedBy"],
  [`${WHO}.credential_id`, "userIdentity.credentialId"],
  [`${WHO}.identity_provider`, "userIdentity.identityProvider"],
  [`${WHO}.on_behalf_of.user_id`, "userIdentity.onBehalfOf.userId"],
  [`${WHO}.on_behalf_of.identity_store_arn`, "userIdentity.onBehalfOf.identityStoreArn"],
  [`${WHO}.invoked_by_delegate.account_id`, "userIdentity.invokedByDelegate.accountId"],
  [`${WHO}.in_scope_of.issuer_type`, "userIdentity.inScopeOf.issuerType"],
  [`${WHO}.in_scope_of.credentials_issued_to`, "userIdentity.inScopeOf.credentialsIssuedTo"],
  [`${WHO}.in_scope_of.source_arn`, "userIdentity.inScopeOf.sourceArn"],
  [`${WHO}.in_scope_of.source_account`, "userIdentity.inScopeOf.sourceAccount"],
  [`${SESSION}.mfa_authenticated`, `${RAW_SESSION}.attributes.mfaAuthenticated`],
  [`${SESSION}.session_issuer.type`, `${RAW_SESSION}.sessionIssuer.type`],
  [`${SESSION}.session_issuer.principal_id`, `${RAW_SESSION}.sessionIssuer.principalId`],
  [`${SESSION}.session_issuer.arn`, `${RAW_SESSION}.sessionIssuer.arn`],
  [`${SESSION}.session_issuer.account_id`, `${RAW_SESSION}.sessionIssuer.accountId`],
  [`${SESSION}.ec2_role_delivery`, `${RAW_SESSION}.ec2RoleDelivery`],
  [`${SESSION}.source_identity`, `${RAW_SESSION}.sourceIdentity`],
  [`${SESSION}.assumed_root`, `${RAW_SESSION}.assumedRoot`],
  [`${SESSION}.sign_in_session_arn`, `${RAW_SESSION}.signInSessionArn`],
  [`${SESSION}.web_id_federation_data.federated_provider`, `${RAW_SESSION}.webIdFederationData.federatedProvider`],
  ["tls.cipher", "tlsDetails.cipherSuite"],
  ["tls.client.server_name", "tlsDetails.clientProvidedHostHeader"],
  [`${CT}.tls_details.key_exchange`, "tlsDetails.keyExchange"],
  ["user.target.name", "requestParameters.userName"],
  ["user.target.id", "responseElements.user.userId"],
  ["user.changes.name", "requestParameters.newUserName"],
  ["group.name", "requestParameters.groupName"],
  ["group.id", "responseElements.group.groupId"],
];

/** Where the free-form attributes of a web identity stand, in ECS and in the record. */
export const WEB_ID_ATTRIBUTES: Rename = [
  `${SESSION}.web_id_federation_data.attributes`,
  `${RAW_SESSION}.webIdFederationData.attributes`,
];

export const CREATION_DATE: Rename = [`${SESSION}.creation_date`, `${RAW_SESSION}.attributes.creationDate`];

/** The same text in every document. */
export const CONSTANTS: readonly (readonly [ecs: string, text: string])[] = [
  ["event.kind", "event"],
  ["event.module", "aws"],
  ["event.dataset", "aws.cloudtrail"],
  ["data_stream.dataset", "aws.cloudtrail"],
  ["data_stream.type", "logs"],
  ["cloud.provider", "aws"],
  ["ecs.version", "8.11.0"],
];
