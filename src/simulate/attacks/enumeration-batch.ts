import { SECOND } from "../../util/duration.ts";
import { getParameters } from "../calls/read-calls.ts";
import { sessionAt, stolen } from "../cast/session.ts";
import type { Attack, Scene } from "./attack.ts";
import { attackOf, strangerAddress } from "./steal.ts";

/** An instance's credentials, taken through its metadata service: ten names a call, a hundred in three minutes. */
export function enumerationBatch(scene: Scene): Attack {
  const account = scene.accounts[0];
  const actor = account?.workloads.find((each) => each.kind === "ec2");
  const instance = actor?.sessions[0];
  if (account === undefined || actor === undefined || instance === undefined) throw new Error("bug: no instance");
  const start = scene.at(2, 3, 41);
  const agent = "aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64 api/ssm#1.52.4";
  const session = stolen(sessionAt(actor, start, scene.seed, instance), strangerAddress(130), agent);
  const names = scene.choose.sample(account.parameters, 100);
  const thefts = Array.from({ length: 10 }, (_, page) => {
    const got = names.slice(page * 10, page * 10 + 10);
    return { time: start + page * 18 * SECOND, call: getParameters(account, got, true), got };
  });
  return attackOf("ssm-enumeration-batch", account, session, thefts);
}
