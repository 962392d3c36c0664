import type { RawObject } from "../../src/catalog/record/raw-value.ts";

const ACCOUNT = "111122223333";

function role(session: string): RawObject {
  return {
    type: "AssumedRole",
    principalId: `AROAEXAMPLE:${session}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/${session}`,
    accountId: ACCOUNT,
    accessKeyId: "ASIAEXAMPLE",
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: "AROAEXAMPLE",
        arn: `arn:aws:iam::${ACCOUNT}:role/team/Deploy`,
        accountId: ACCOUNT,
        userName: "Deploy",
      },
      attributes: { creationDate: "2026-01-02T03:00:00Z", mfaAuthenticated: "false" },
      ec2RoleDelivery: "2.0",
      webIdFederationData: { federatedProvider: "example.com", attributes: { "example.com:sub": "job" } },
    },
  };
}

const ALICE: RawObject = {
  type: "IAMUser",
  principalId: "AIDAEXAMPLE",
  arn: `arn:aws:iam::${ACCOUNT}:user/alice@example.com`,
  accountId: ACCOUNT,
  accessKeyId: "AKIAEXAMPLE",
  userName: "alice@example.com",
};

let count = 0;

export function record(source: string, name: string, more: RawObject = {}): RawObject {
  count++;
  return {
    eventVersion: "1.11",
    eventTime: "2026-01-02T03:04:05Z",
    eventSource: `${source}.amazonaws.com`,
    eventName: name,
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-cli/2.17.60",
    userIdentity: ALICE,
    requestID: `request-${count}`,
    eventID: `event-${count}`,
    eventType: "AwsApiCall",
    eventCategory: "Management",
    managementEvent: true,
    readOnly: true,
    recipientAccountId: "444455556666",
    requestParameters: null,
    responseElements: null,
    ...more,
  };
}

/** Records of our own, each for one corner of the mapping. */
export const RECORDS: Readonly<Record<string, RawObject>> = {
  "parameter read by an instance": record("ssm", "GetParameter", {
    userIdentity: role("i-0123456789abcdef0"),
    requestParameters: { name: "/prod/db", withDecryption: true },
    resources: [{ ARN: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/prod/db`, accountId: ACCOUNT }],
    tlsDetails: { tlsVersion: "TLSv1.3", cipherSuite: "AES", clientProvidedHostHeader: "ssm.eu-west-1.amazonaws.com" },
  }),
  "e-mail session, both spellings of a resource": record("ssm", "GetParameters", {
    userIdentity: role("bob@example.com"),
    requestParameters: { names: ["/prod/db", "/prod/key:3"], withDecryption: false },
    resources: [
      { ARN: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/prod/db`, accountId: ACCOUNT },
      { arn: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/prod/key`, accountId: ACCOUNT, type: "AWS::SSM::Parameter" },
      { arn: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/prod/key`, accountId: ACCOUNT, type: "AWS::SSM::Parameter" },
    ],
  }),
  "denied, pruned values everywhere": record("ssm", "GetParameter", {
    errorCode: "AccessDenied",
    errorMessage: "-",
    userAgent: "",
    sourceIPAddress: "AWS Internal",
    vpcEndpointId: "none",
    requestParameters: { name: "none", comment: "-", empty: [], list: ["", "-", "x"], deep: { a: { b: null } } },
    responseElements: { nothing: "" },
    tlsDetails: { tlsVersion: "9", clientProvidedHostHeader: "vault.example.com", keyExchange: "x25519" },
  }),
  "console login without MFA": record("signin", "ConsoleLogin", {
    eventType: "AwsConsoleSignIn",
    responseElements: { ConsoleLogin: "Success" },
    additionalEventData: { LoginTo: "https://console.aws.amazon.com/", MobileVersion: "No", MFAUsed: "No" },
  }),
  "console login failed, with MFA": record("signin", "ConsoleLogin", {
    errorMessage: "Failed authentication",
    responseElements: { ConsoleLogin: "Failure" },
    additionalEventData: { MFAUsed: "Yes" },
  }),
  "role assumed by a service": record("sts", "AssumeRole", {
    userIdentity: { type: "AWSService", invokedBy: "ec2.amazonaws.com" },
    sourceIPAddress: "ec2.amazonaws.com",
    requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/Deploy`, roleSessionName: "i-0123456789abcdef0" },
    responseElements: { assumedRoleUser: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/i-0123456789abcdef0` } },
    sharedEventID: "shared-1",
  }),
  "role assumed by a role": record("sts", "AssumeRole", {
    userIdentity: role("ci"),
    requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX` },
  }),
  "identity centre user": record("sts", "GetCallerIdentity", {
    userIdentity: {
      type: "IdentityCenterUser",
      accountId: ACCOUNT,
      credentialId: "cred",
      onBehalfOf: { userId: "user-9", identityStoreArn: "arn:aws:identitystore::1:identitystore/d-1" },
    },
    serviceEventDetails: { sourceIpAddress: "2001:db8::1" },
  }),
  "command on instances": record("ssm", "SendCommand", {
    requestParameters: { instanceIds: ["i-0123456789abcdef0"], targets: [{ key: "tag:x", values: ["y"] }] },
  }),
  "command on every instance": record("ssm", "SendCommand", {
    requestParameters: { targets: [{ key: "instanceids", values: ["*"] }] },
  }),
  "user created": record("iam", "CreateUser", {
    requestParameters: { userName: "Bob", groupName: "ops", newUserName: "Robert" },
    responseElements: {
      user: { userId: "AIDABOB", arn: `arn:aws:iam::${ACCOUNT}:user/Bob` },
      group: { groupId: "g-1" },
    },
  }),
  "policy attached to a user": record("iam", "AttachUserPolicy", {
    requestParameters: { userName: "Bob", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
  }),
  "secret read by name": record("secretsmanager", "GetSecretValue", { requestParameters: { secretId: "prod/db" } }),
  "secrets read by ARN": record("secretsmanager", "BatchGetSecretValue", {
    requestParameters: { secretIdList: [`arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:prod/db-AbCdEf`] },
  }),
  "object copied": record("s3", "CopyObject", {
    eventCategory: "Data",
    managementEvent: false,
    requestParameters: { bucketName: "b", "x-amz-acl": "private", key: "k", "a.b": { c: 1 } },
    resources: [
      { type: "AWS::S3::Object", ARN: "arn:aws:s3:::b/k" },
      { type: "AWS::S3::Bucket", ARN: "arn:aws:s3:::b", accountId: ACCOUNT },
      { type: "AWS::S3::Object", ARNPrefix: "arn:aws:s3:::b/" },
    ],
    addendum: { reason: "UPDATED_DATA", updatedFields: "x", originalRequestID: "r", originalEventID: "e" },
  }),
  "instance stopped through the console": record("ec2", "StopInstances", {
    userIdentity: { type: "Root", principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT },
    sessionCredentialFromConsole: "true",
    requestParameters: { instancesSet: { items: [{ instanceId: "i-0123456789abcdef0" }] }, force: false },
    sourceIPAddress: "10.1.2.3",
  }),
  "service event without identity": record("kms", "RotateKey", {
    userIdentity: { accountId: ACCOUNT, invokedBy: "kms.amazonaws.com" },
    eventType: "AwsServiceEvent",
    serviceEventDetails: { keyId: "k-1" },
    sourceIPAddress: "kms.amazonaws.com",
  }),
  "almost nothing": { eventTime: "2026-01-02T03:04:05Z", eventName: "RunInstances" },
};
