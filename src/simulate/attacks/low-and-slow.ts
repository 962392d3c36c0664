import { HOUR, MINUTE } from "../../util/duration.ts";
import { getParameter, isSecure } from "../calls/read-calls.ts";
import { FIREFOX_AGENT } from "../cast/agents.ts";
import { sessionAt, stolen } from "../cast/session.ts";
import type { Attack, Scene } from "./attack.ts";
import { attackOf, strangerAddress, type Theft } from "./steal.ts";

/** An administrator's session, renewed day by day: one to three names an hour, never the same twice, for three days. */
export function lowAndSlow(scene: Scene): Attack {
  const account = scene.accounts[1 % scene.accounts.length];
  const actor = account?.people[0];
  if (account === undefined || actor === undefined) throw new Error("bug: no first person");
  const known = new Set(actor.reads.flatMap((habit) => habit.names));
  const names = scene.choose.sample(
    account.parameters.filter((name) => isSecure(name) && !known.has(name)),
    130,
  );
  const start = scene.at(3, 6, 0);
  const end = scene.at(1, 20, 0);
  const sessionOf = (time: number) => stolen(sessionAt(actor, time, scene.seed), strangerAddress(18), FIREFOX_AGENT);
  const thefts: Theft[] = [];
  for (let hour = start; hour < end && thefts.length < names.length; hour += HOUR) {
    for (const minute of scene.choose.sample([4, 16, 29, 38, 51], scene.choose.between(1, 3))) {
      const name = names[thefts.length];
      if (name === undefined) break;
      const time = hour + minute * MINUTE;
      thefts.push({ time, call: getParameter(account, name, true), got: [name], session: sessionOf(time) });
    }
  }
  return attackOf("ssm-low-and-slow", account, sessionOf(start), thefts);
}
