/** New in 7.4. */
const SINCE_7_4 = ["cloud.provider", "cloud.service.name", "related.ip"];
/** The entity step: names and contents changed in every generation (entity.actor, actor.entity, typed fields). */
const ENTITIES = ["actor.entity.id", "related.entity", "user.entity.id"];
/** Old versions had the user names only; 8.x adds the session, ids and the caller. */
const USERS = ["related.user"];
/** Of an uploaded SSH key. */
const SSH_KEY = [
  "aws.cloudtrail.flattened.request_parameters.sSHPublicKeyBody",
  "aws.cloudtrail.flattened.request_parameters.userName",
  "aws.cloudtrail.flattened.response_elements.sSHPublicKey.fingerprint",
  "aws.cloudtrail.flattened.response_elements.sSHPublicKey.sSHPublicKeyBody",
  "aws.cloudtrail.flattened.response_elements.sSHPublicKey.sSHPublicKeyId",
  "aws.cloudtrail.flattened.response_elements.sSHPublicKey.status",
  "aws.cloudtrail.flattened.response_elements.sSHPublicKey.uploadDate",
  "aws.cloudtrail.flattened.response_elements.sSHPublicKey.userName",
];

/**
 * For each fixture the fields that differ from the 8.x mapping, and nothing else may: the fixtures come from many versions.
 * The reasons are those of the version table in the project's reference of the mapping.
 */
export const DRIFT: Readonly<Record<string, readonly string[]>> = {
  "test-add-user-to-group-json.log": [...SINCE_7_4, ...ENTITIES, ...USERS],
  // 9.0 branch: service.name
  "test-assume-role-aws-service-json.log": ["service.name"],
  "test-assume-role-email-session-json.log": [],
  "test-assume-role-json.log": [
    ...SINCE_7_4,
    ...ENTITIES,
    ...USERS,
    "related.hosts",
    "target.entity.id",
    "user.target.entity.id",
  ],
  "test-attach-role-policy-json.log": [
    ...SINCE_7_4,
    ...USERS,
    "entity.target.id",
    "user.domain",
    "user.entity.id",
    "user.name",
  ],
  // 2021: file.path was the digest before, the signature stood for the hash
  "test-cloudtrail-digest-json.log": [
    "aws.cloudtrail.flattened.digest.previous_hash_value",
    "aws.cloudtrail.flattened.digest.previous_s3_object",
    "aws.cloudtrail.flattened.digest.previous_signature",
    "aws.cloudtrail.flattened.digest.public_key_fingerprint",
    "cloud.provider",
    "event.outcome",
    "file.hash.sha256",
    "file.path",
    "related.hash",
  ],
  "test-console-login-json.log": [
    ...SINCE_7_4,
    ...ENTITIES,
    ...USERS,
    "aws.cloudtrail.user_identity.session_context.creation_date",
    "entity.target.id",
    "target.entity.id",
  ],
  // written with retain=minimal
  "test-copy-object-json-minimal.log": [
    "aws.cloudtrail.flattened.additional_eventdata.AuthenticationMethod",
    "aws.cloudtrail.flattened.additional_eventdata.CipherSuite",
    "aws.cloudtrail.flattened.additional_eventdata.SignatureVersion",
    "aws.cloudtrail.flattened.additional_eventdata.bytesTransferredIn",
    "aws.cloudtrail.flattened.additional_eventdata.bytesTransferredOut",
    "aws.cloudtrail.flattened.additional_eventdata.x-amz-id-2",
    "aws.cloudtrail.flattened.request_parameters.Host",
    "aws.cloudtrail.flattened.request_parameters.bucketName",
    "aws.cloudtrail.flattened.request_parameters.key",
    "aws.cloudtrail.flattened.request_parameters.x-amz-copy-source",
    "aws.cloudtrail.flattened.response_elements.x-amz-server-side-encryption",
  ],
  "test-create-group-json.log": [...SINCE_7_4, ...ENTITIES, ...USERS],
  "test-create-user-json.log": [...SINCE_7_4, ...ENTITIES, ...USERS, "entity.target.id", "target.entity.id"],
  "test-delete-trail-json.log": [
    ...SINCE_7_4,
    ...ENTITIES,
    ...USERS,
    "event.category",
    "event.type",
    "service.target.entity.id",
    "target.entity.id",
  ],
  "test-get-caller-identity-json.log": [...SINCE_7_4, ...USERS, "entity.target.id", "event.category", "user.entity.id"],
  "test-get-parameter-json.log": [
    ...SINCE_7_4,
    ...USERS,
    "service.target.entity.id",
    "user.domain",
    "user.entity.id",
    "user.name",
  ],
  "test-get-parameters-json.log": [...SINCE_7_4, ...USERS, "service.target.entity.id", "user.email", "user.entity.id"],
  "test-get-secret-value-json.log": [
    ...SINCE_7_4,
    ...ENTITIES,
    ...USERS,
    "entity.actor",
    "entity.targets",
    "service.target.entity.id",
    "target.entity.id",
    "user.email",
  ],
  // 2021: no shared id, no fallback for the account
  "test-insight-json.log": ["aws.cloudtrail.shared_event_id", "cloud.account.id", "cloud.provider"],
  "test-modify-snapshot-attribute-json.log": [...SINCE_7_4, "entity.target.id", "host.id", "host.target.entity.id"],
  // 9.0 branch: user.entity.id is the role, host.target.id
  "test-open-control-channel-instance-arn-json.log": ["host.target.id", "user.entity.id"],
  "test-send-command-targets-json.log": [...SINCE_7_4, "event.type", "host.id"],
  "test-start-session-json.log": [...SINCE_7_4, "related.hosts"],
  "test-stop-configuration-recorder.log": [...SINCE_7_4, ...USERS, "entity.target.id", "user.email", "user.entity.id"],
  // 9.0 branch: user.id is the ARN
  "test-terminate-instances-json.log": [...USERS, "aws.cloudtrail.user_identity.principal_id", "user.id"],
  "test-tls-details-json.log": [...SINCE_7_4, ...ENTITIES, ...USERS],
  "test-update-user-json.log": [...SINCE_7_4, ...ENTITIES, ...USERS],
  // before 7.4, written with retain=keyword
  "test-upload-ssh-public-key-json-keyword.log": [...SINCE_7_4, ...SSH_KEY, "user.entity.id"],
  // written with retain=none
  "test-upload-ssh-public-key-json-none.log": [
    ...SSH_KEY,
    "aws.cloudtrail.request_parameters",
    "aws.cloudtrail.response_elements",
  ],
  "test-us-gov-arn.log": [
    ...SINCE_7_4,
    "aws.cloudtrail.user_identity.session_context.ec2_role_delivery",
    "related.hosts",
  ],
  "test-user-authentication.log": [
    ...USERS,
    "aws.cloudtrail.user_identity.credential_id",
    "aws.cloudtrail.user_identity.on_behalf_of.identity_store_arn",
    "aws.cloudtrail.user_identity.on_behalf_of.user_id",
    "cloud.provider",
    "cloud.service.name",
    "entity.id",
    "user.id",
  ],
};
