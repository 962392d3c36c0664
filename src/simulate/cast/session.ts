import { DAY, HOUR, MINUTE } from "../../util/duration.ts";
import type { JsonObject } from "../../util/json.ts";
import { type Random, random } from "../random.ts";
import type { Actor } from "./actor.ts";
import { sessionArn } from "./arns.ts";

/** Who makes a call, from where and with what: all that a record says about its caller. */
export interface Session {
  /** `userIdentity.arn`; empty for AWS services. */
  readonly arn: string;
  readonly accountId: string;
  readonly userIdentity: JsonObject;
  readonly address: string;
  readonly agent: string;
  readonly fromConsole: boolean;
}

const KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Credentials of a workload are renewed every six hours; those of a person last a day. */
function lifetimeOf(actor: Actor): number {
  return actor.kind === "sso" ? DAY : 6 * HOUR;
}

/** The session under which an actor acts at a moment; the same for calls that belong together. */
export function sessionAt(actor: Actor, time: number, seed: number, name: string = nameAt(actor, time, seed)): Session {
  const lifetime = lifetimeOf(actor);
  const block = Math.floor(time / lifetime);
  const choose = random(seed, "session", actor.key, name, block);
  const console = actor.kind === "sso" && choose.chance(0.7);
  const started = Math.floor((block * lifetime + choose.int(10 * MINUTE)) / 1000) * 1000;
  return {
    arn: actor.kind === "iam_user" ? actor.arn : sessionArn(actor.accountId, actor.name, name),
    accountId: actor.accountId,
    userIdentity: identityOf(actor, name, Math.min(started, Math.floor(time / 1000) * 1000), choose, seed),
    address: choose.pick(actor.addresses),
    agent: (console ? actor.agents[0] : choose.pick(actor.agents)) ?? "",
    fromConsole: console,
  };
}

/** Instances take turns; where names do not come back, each run or task has one of its own. */
function nameAt(actor: Actor, time: number, seed: number): string {
  if (actor.sessions.length > 0) return random(seed, "turn", actor.key, time).pick(actor.sessions);
  const block = Math.floor(time / lifetimeOf(actor));
  return random(seed, "task", actor.key, block).hex(32);
}

/** The same session seen from another machine: what stolen credentials look like. */
export function stolen(session: Session, address: string, agent: string): Session {
  return { ...session, address, agent, fromConsole: false };
}

function identityOf(actor: Actor, name: string, started: number, choose: Random, seed: number): JsonObject {
  if (actor.kind === "iam_user") {
    return {
      type: "IAMUser",
      principalId: actor.principalId,
      arn: actor.arn,
      accountId: actor.accountId,
      accessKeyId: `AKIA${random(seed, "key", actor.key).text(16, KEY_LETTERS)}`,
      userName: actor.name,
    };
  }
  return {
    type: "AssumedRole",
    principalId: `${actor.principalId}:${name}`,
    arn: sessionArn(actor.accountId, actor.name, name),
    accountId: actor.accountId,
    accessKeyId: `ASIA${choose.text(16, KEY_LETTERS)}`,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: actor.principalId,
        arn: actor.arn,
        accountId: actor.accountId,
        userName: actor.name,
      },
      ...(actor.kind === "pipeline" ? { webIdFederationData: webIdentity(actor) } : {}),
      attributes: { creationDate: `${new Date(started).toISOString().slice(0, 19)}Z`, mfaAuthenticated: "false" },
      ...(actor.kind === "ec2" ? { ec2RoleDelivery: "2.0" } : {}),
    },
  };
}

function webIdentity(actor: Actor): JsonObject {
  return {
    federatedProvider: `arn:aws:iam::${actor.accountId}:oidc-provider/token.actions.githubusercontent.com`,
    attributes: {},
  };
}
