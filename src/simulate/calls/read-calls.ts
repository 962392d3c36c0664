import type { JsonObject } from "../../util/json.ts";
import type { Account } from "../cast/account.ts";
import { parameterArn } from "../cast/arns.ts";
import { PARAMETER_KEYS } from "../cast/words.ts";
import type { Random } from "../random.ts";
import type { Call } from "./call.ts";

const SECURE = new Set(PARAMETER_KEYS.filter(([, secure]) => secure).map(([key]) => key));

/** The last two parts of a name say whether it is a SecureString. */
export function isSecure(parameter: string): boolean {
  return SECURE.has(parameter.split("/").slice(3).join("/"));
}

export function getParameter(account: Account, name: string, withDecryption: boolean): Call {
  return parameterCall(account, "GetParameter", { name, withDecryption }, [name]);
}

/** At most ten names, as the API allows. */
export function getParameters(account: Account, names: readonly string[], withDecryption: boolean): Call {
  return parameterCall(account, "GetParameters", { names, withDecryption }, names);
}

export function getParameterHistory(account: Account, name: string, withDecryption: boolean): Call {
  return parameterCall(account, "GetParameterHistory", { name, withDecryption }, [name]);
}

/** One page; the trail does not say which parameters it returned. */
export function getParametersByPath(path: string, withDecryption: boolean, nextToken: string | null): Call {
  const page = nextToken === null ? {} : { nextToken };
  const request = { path, recursive: true, withDecryption, maxResults: 10, ...page };
  return { service: "ssm", name: "GetParametersByPath", readOnly: true, request };
}

/** By ARN or, as often, by the name inside it. */
export function getSecretValue(arn: string, choose: Random): Call {
  const secretId = choose.chance(0.5) ? arn : secretName(arn);
  const stage: JsonObject = choose.chance(0.2) ? { versionStage: "AWSCURRENT" } : {};
  return { service: "secretsmanager", name: "GetSecretValue", readOnly: true, request: { secretId, ...stage } };
}

/** AWS also writes one GetSecretValue a secret for each of these. */
export function batchGetSecretValue(arns: readonly string[]): Call {
  const request = { secretIdList: arns.map(secretName) };
  return { service: "secretsmanager", name: "BatchGetSecretValue", readOnly: true, request };
}

/** What Parameter Store or Secrets Manager asks of KMS with the caller's rights for one value. */
export function decryptFor(account: Account, service: "ssm" | "secretsmanager", arn: string): Call {
  const key = service === "ssm" ? "PARAMETER_ARN" : "SecretARN";
  return {
    service: "kms",
    name: "Decrypt",
    readOnly: true,
    request: { encryptionContext: { [key]: arn }, encryptionAlgorithm: "SYMMETRIC_DEFAULT" },
    resources: [{ accountId: account.id, type: "AWS::KMS::Key", ARN: account.resources.kmsKey }],
    through: `${service}.amazonaws.com`,
  };
}

/** A read that is refused: such events carry no request, only the message names what was asked for. */
export function deniedRead(call: Call, caller: string, resource: string): Call {
  const action = `${call.service}:${call.name}`;
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
  return { ...call, request: null, resources: [], error: { code: "AccessDenied", message } };
}

function secretName(arn: string): string {
  return arn.split(":").slice(6).join(":").slice(0, -7);
}

function parameterCall(account: Account, name: string, request: JsonObject, names: readonly string[]): Call {
  const resources = names.map((each) => ({
    accountId: account.id,
    ARN: parameterArn(account.regions[0], account.id, each),
  }));
  return { service: "ssm", name, readOnly: true, request, resources };
}
