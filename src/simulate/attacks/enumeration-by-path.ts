import { SECOND } from "../../util/duration.ts";
import { getParametersByPath } from "../calls/read-calls.ts";
import { pageToken } from "../calls/reads.ts";
import { sessionAt, stolen } from "../cast/session.ts";
import type { Attack, Scene } from "./attack.ts";
import { attackOf, strangerAddress } from "./steal.ts";

/** Terminal escapes, HTML, a template and a formula: whatever prints this agent must print it inert. */
const HOSTILE_AGENT =
  "\u001b[2J\u001b]0;pwned\u0007<script>alert(document.domain)</script><img src=x onerror=alert(1)> {{7*7}} =cmd|'/c calc'!A1 \u202egnp.exe";

/** An analyst's session, phished: the whole tree from its root, page after page. */
export function enumerationByPath(scene: Scene): Attack {
  const account = scene.accounts[2 % scene.accounts.length];
  const actor = account?.people[2];
  if (account === undefined || actor === undefined) throw new Error("bug: no third person");
  const start = scene.at(2, 19, 26);
  const session = stolen(sessionAt(actor, start, scene.seed), strangerAddress(201), HOSTILE_AGENT);
  const pages = Math.ceil(account.parameters.length / 10);
  const thefts = Array.from({ length: pages }, (_, page) => ({
    time: start + page * scene.choose.between(2, 4) * SECOND,
    call: getParametersByPath("/", true, page === 0 ? null : pageToken(scene.choose)),
    got: account.parameters.slice(page * 10, page * 10 + 10),
  }));
  return attackOf("ssm-enumeration-by-path", account, session, thefts);
}
