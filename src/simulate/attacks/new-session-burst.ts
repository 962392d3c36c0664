import { SECOND } from "../../util/duration.ts";
import { getParameter } from "../calls/read-calls.ts";
import { sessionAt, stolen } from "../cast/session.ts";
import type { Attack, Scene } from "./attack.ts";
import { attackOf, strangerAddress } from "./steal.ts";

/** A role that tasks use every day, assumed under a name that was never seen: sixty names in eight minutes, then gone. */
export function newSessionBurst(scene: Scene): Attack {
  const account = scene.accounts[1 % scene.accounts.length];
  const actor = account?.workloads.find((each) => each.kind === "ecs");
  if (account === undefined || actor === undefined) throw new Error("bug: no task role");
  const start = scene.at(1, 9, 12);
  const name = `botocore-session-${Math.floor(start / 1000)}`;
  const agent =
    "Boto3/1.34.144 md/Botocore#1.34.144 ua/2.0 os/windows#10 md/arch#amd64 lang/python#3.10.11 md/pyimpl#CPython";
  const session = stolen(sessionAt(actor, start, scene.seed, name), strangerAddress(93), agent);
  const thefts = scene.choose.sample(account.parameters, 60).map((each, i) => ({
    time: start + i * 8 * SECOND,
    call: getParameter(account, each, true),
    got: [each],
  }));
  return attackOf("ssm-new-session-burst", account, session, thefts);
}
