import type { Account } from "../cast/account.ts";
import type { Actor } from "../cast/actor.ts";
import { roleArn, sessionArn } from "../cast/arns.ts";
import type { Session } from "../cast/session.ts";
import type { Random } from "../random.ts";
import type { Call } from "./call.ts";

const KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An AWS service on its own account, as in `AssumeRole` by `lambda.amazonaws.com`. */
export function serviceSession(account: Account, service: string): Session {
  return {
    arn: "",
    accountId: account.id,
    userIdentity: { type: "AWSService", invokedBy: service },
    address: service,
    agent: service,
    fromConsole: false,
  };
}

/** AWS Config taking inventory under its service-linked role. */
export function configSession(account: Account, time: number, choose: Random): Session {
  const role = "AWSServiceRoleForConfig";
  const arn = sessionArn(account.id, role, "ConfigResourceCompositionSession");
  const principalId = `AROACONFIG${account.id.slice(0, 11)}`;
  return {
    arn,
    accountId: account.id,
    userIdentity: {
      type: "AssumedRole",
      principalId: `${principalId}:ConfigResourceCompositionSession`,
      arn,
      accountId: account.id,
      accessKeyId: `ASIA${choose.text(16, KEY_LETTERS)}`,
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId,
          arn: roleArn(account.id, `aws-service-role/config.amazonaws.com/${role}`),
          accountId: account.id,
          userName: role,
        },
        attributes: {
          creationDate: `${new Date(time - 60_000).toISOString().slice(0, 19)}Z`,
          mfaAuthenticated: "false",
        },
      },
      invokedBy: "config.amazonaws.com",
    },
    address: "config.amazonaws.com",
    agent: "config.amazonaws.com",
    fromConsole: false,
  };
}

const ASSUMING: Readonly<Record<string, string>> = {
  lambda: "lambda.amazonaws.com",
  ec2: "ec2.amazonaws.com",
  ecs: "ecs-tasks.amazonaws.com",
};

/** The service that runs a workload fetching the role's credentials for it. */
export function assumeByService(actor: Actor, choose: Random): { readonly service: string; readonly call: Call } {
  const name = actor.sessions.length > 0 ? choose.pick(actor.sessions) : choose.hex(32);
  return { service: ASSUMING[actor.kind] ?? "ec2.amazonaws.com", call: assumeRole("AssumeRole", actor, name, choose) };
}

/** The role's ARN and the new session's: the trail keeps the key id but never the secret key. */
export function assumeRole(name: string, actor: Actor, roleSessionName: string, choose: Random): Call {
  return {
    service: "sts",
    name,
    readOnly: true,
    request: { roleArn: actor.arn, roleSessionName, durationSeconds: 3600 },
    response: {
      credentials: {
        accessKeyId: `ASIA${choose.text(16, KEY_LETTERS)}`,
        sessionToken: choose.hex(120),
        expiration: "",
      },
      assumedRoleUser: {
        assumedRoleId: `${actor.principalId}:${roleSessionName}`,
        arn: sessionArn(actor.accountId, actor.name, roleSessionName),
      },
    },
    resources: [{ accountId: actor.accountId, type: "AWS::IAM::Role", ARN: actor.arn }],
  };
}

export function consoleLogin(): Call {
  return {
    service: "signin",
    name: "ConsoleLogin",
    readOnly: false,
    request: null,
    response: { ConsoleLogin: "Success" },
    additional: { LoginTo: "https://console.aws.amazon.com/console/home", MobileVersion: "No", MFAUsed: "No" },
    eventType: "AwsConsoleSignIn",
  };
}
