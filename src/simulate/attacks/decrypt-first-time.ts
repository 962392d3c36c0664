import { SECOND } from "../../util/duration.ts";
import { getParameter, isSecure } from "../calls/read-calls.ts";
import { cliAgent } from "../cast/agents.ts";
import { sessionAt, stolen } from "../cast/session.ts";
import type { Attack, Scene } from "./attack.ts";
import { attackOf, strangerAddress } from "./steal.ts";

/** Credentials from the environment of a function that never reads parameters, used elsewhere for three passwords. */
export function decryptFirstTime(scene: Scene): Attack {
  const account = scene.accounts[0];
  if (account === undefined) throw new Error("bug: no account");
  const start = scene.at(4, 22, 17);
  const own = sessionAt(account.silent, start, scene.seed);
  const session = stolen(own, strangerAddress(44), cliAgent("linux#6.12.13-kali1", "various"));
  const names = scene.choose.sample(account.parameters.filter(isSecure), 3);
  const thefts = names.map((name, i) => ({
    time: start + i * 95 * SECOND,
    call: getParameter(account, name, true),
    got: [name],
  }));
  return attackOf("ssm-decrypt-first-time", account, session, thefts);
}
