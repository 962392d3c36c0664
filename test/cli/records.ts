import type { JsonObject } from "../../src/util/json.ts";

export const ACCOUNT = "111122223333";

/** A user of IAM. */
export function user(name: string, more: JsonObject = {}): JsonObject {
  return {
    type: "IAMUser",
    principalId: `AIDA${name.toUpperCase()}`,
    arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
    accountId: ACCOUNT,
    accessKeyId: `AKIA${name.toUpperCase()}`,
    userName: name,
    ...more,
  };
}

/** A session of a role. */
export function session(role: string, name: string): JsonObject {
  return {
    type: "AssumedRole",
    principalId: `AROA${role.toUpperCase()}:${name}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${name}`,
    accountId: ACCOUNT,
    accessKeyId: `ASIA${role.toUpperCase()}`,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: `AROA${role.toUpperCase()}`,
        arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
        accountId: ACCOUNT,
        userName: role,
      },
    },
  };
}

/** A parameter read with decryption at `time` (ISO, or epoch ms). */
export function read(id: string, time: string | number, more: JsonObject = {}): JsonObject {
  return {
    eventVersion: "1.11",
    userIdentity: user("alice"),
    eventTime: typeof time === "number" ? `${new Date(time).toISOString().slice(0, 19)}Z` : time,
    eventSource: "ssm.amazonaws.com",
    eventName: "GetParameter",
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-cli/2.27.41",
    requestParameters: { name: "/prod/db", withDecryption: true },
    responseElements: null,
    requestID: `request-${id}`,
    eventID: id,
    readOnly: true,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: "Management",
    ...more,
  };
}

/** As CloudTrail delivers them. */
export function trail(records: readonly JsonObject[]): string {
  return JSON.stringify({ Records: records });
}
