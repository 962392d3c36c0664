import type { JsonObject } from "../../../src/util/json.ts";
import { record } from "../../catalog/records.ts";

const ACCOUNT = "111122223333";

const onInstance: JsonObject = {
  type: "AssumedRole",
  principalId: "AROAAPP:i-0123456789abcdef0",
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/i-0123456789abcdef0`,
  accountId: ACCOUNT,
  accessKeyId: "ASIAAPP",
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: "AROAAPP",
      arn: `arn:aws:iam::${ACCOUNT}:role/app`,
      accountId: ACCOUNT,
      userName: "app",
    },
  },
};

const bob: JsonObject = {
  type: "IAMUser",
  principalId: "AIDABOB",
  arn: `arn:aws:iam::${ACCOUNT}:user/bob`,
  accountId: ACCOUNT,
  accessKeyId: "AKIABOB",
  userName: "bob",
};

const root: JsonObject = {
  type: "Root",
  principalId: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:root`,
  accountId: ACCOUNT,
};

const pod: JsonObject = {
  type: "WebIdentityUser",
  principalId: "oidc.example.com/id/1:sts.amazonaws.com:system:serviceaccount:shop:web",
  userName: "system:serviceaccount:shop:web",
};

const service: JsonObject = { type: "AWSService", invokedBy: "scheduler.example.com" };

function event(id: EventName, source: string, name: string, more: JsonObject): JsonObject {
  return { ...record(source, name), eventID: id, readOnly: false, userAgent: "aws-cli/2.17.60", ...more };
}

export type EventName = "read" | "denied" | "console" | "ports" | "put" | "attach" | "pod" | "service";

/** Eight calls, each named by its event id, that the shapes tell apart. */
export const EVENTS: readonly JsonObject[] = [
  event("read", "ssm", "GetParameter", {
    userIdentity: onInstance,
    requestParameters: { name: "/shop/db", withDecryption: true },
    resources: [
      { ARN: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/shop/db`, accountId: ACCOUNT, type: "AWS::SSM::Parameter" },
    ],
  }),
  event("denied", "ssm", "GetParameters", {
    userIdentity: bob,
    errorCode: "AccessDenied",
    errorMessage: "not authorized",
    requestParameters: { names: ["/shop/a", "/shop/b"], withDecryption: false },
    userAgent: "Boto3/1.34 toolbox",
  }),
  event("console", "signin", "ConsoleLogin", {
    userIdentity: root,
    eventType: "AwsConsoleSignIn",
    responseElements: { ConsoleLogin: "Success" },
    additionalEventData: { MFAUsed: "No", MobileVersion: "No" },
    sessionCredentialFromConsole: "true",
    userAgent: "Mozilla/5.0",
  }),
  event("ports", "ec2", "AuthorizeSecurityGroupIngress", {
    userIdentity: bob,
    sourceIPAddress: "10.1.2.3",
    requestParameters: {
      groupId: "sg-1",
      ipPermissions: {
        items: [
          { fromPort: 443, toPort: 443, ipRanges: { items: [{ cidrIp: "10.0.0.0/8" }] } },
          { fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] } },
        ],
      },
    },
    userAgent: "APN/1.0 HashiCorp/1.0 Terraform/1.5",
  }),
  event("put", "s3", "PutObject", {
    userIdentity: bob,
    eventCategory: "Data",
    requestParameters: {
      bucketName: "shop",
      key: "run me.sh",
      "x-amz-server-side-encryption-customer-algorithm": "AES256",
    },
    additionalEventData: { bytesTransferredIn: 4096 },
    tlsDetails: { tlsVersion: "TLSv1.3", clientProvidedHostHeader: "shop.s3.example.com" },
    userAgent: "[S3 Browser 11.0]",
  }),
  event("attach", "iam", "AttachRolePolicy", {
    userIdentity: bob,
    requestParameters: { roleName: "app", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
  }),
  event("pod", "sts", "AssumeRoleWithWebIdentity", { userIdentity: pod, requestParameters: { roleArn: "x" } }),
  event("service", "kms", "Decrypt", {
    userIdentity: service,
    sourceIPAddress: "scheduler.example.com",
    eventType: "AwsServiceEvent",
    userAgent: "scheduler.example.com",
  }),
];
