import type { JsonObject, JsonValue } from "../../util/json.ts";

const SECRET_READS = [
  "secretsmanager:GetSecretValue",
  "secretsmanager:BatchGetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "ssm:GetParameterHistory",
  "kms:Decrypt",
] as const;

function policy(statement: JsonObject): JsonObject {
  return { Version: "2012-10-17", Statement: [{ Effect: "Deny", ...statement }] };
}

export function denyAll(): JsonObject {
  return policy({ Action: "*", Resource: "*" });
}

/** Only the session with this `userIdentity.principalId` (IAM's `aws:userid`). */
export function denySession(principalId: string): JsonObject {
  return policy({ Action: "*", Resource: "*", Condition: { StringEquals: { "aws:userid": principalId } } });
}

export function denySecretReads(): JsonObject {
  return policy({ Action: SECRET_READS, Resource: "*" });
}

/** A resource policy of one secret. */
export function denyReader(readerArn: string): JsonObject {
  return policy({ Principal: { AWS: readerArn }, Action: "secretsmanager:GetSecretValue", Resource: "*" });
}

/** Sessions issued before `$NOW_UTC`, which the shell fills in: printed with printf, `%s` stands for the time. */
export function denyOlderSessionsFormat(): string {
  const json: JsonValue = policy({
    Action: "*",
    Resource: "*",
    Condition: { DateLessThan: { "aws:TokenIssueTime": "%s" } },
  });
  return JSON.stringify(json);
}
