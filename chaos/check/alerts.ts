import type { Alert } from "../../src/alert/alert.ts";
import type { ServedAlert } from "../play/api.ts";
import { firstDifference } from "./difference.ts";
import { doubled, some } from "./sentences.ts";

/** Related alerts are those of one scan; searches name what is searched. */
const LEFT_OUT = ["investigate", "related"];

/** What is wrong with the alerts of the API, when `scan` finds `expected` over the same files. Sentences. */
export function checkAlerts(expected: readonly Alert[], served: readonly ServedAlert[]): readonly string[] {
  const wanted = new Map(expected.map((alert) => [alert.id, alert]));
  const found = new Map(served.map((each) => [each.alert.id, each]));
  const missing = expected.filter(({ id }) => !found.has(id));
  const strange = served.filter(({ alert }) => !wanted.has(alert.id));
  return [
    ...(found.size === served.length ? [] : [`the API gives ${served.length - found.size} alerts more than once`]),
    ...some("alerts of scan are missing", missing.map(nameOf)),
    ...some(
      "alerts are none of scan's",
      strange.map(({ alert }) => nameOf(alert)),
    ),
    ...some(
      "alerts are not current",
      served.filter(({ status }) => status !== "current").map(({ alert }) => alert.id),
    ),
    ...some(
      "alerts differ from scan's",
      served.flatMap(({ alert }) => difference(wanted.get(alert.id), alert)),
    ),
    ...some("names belong to two alerts", doubled(served.flatMap(namesOf))),
  ];
}

function nameOf({ id, rule, time, entity }: Alert): string {
  return `${id} (${rule.id} at ${time} on ${JSON.stringify(entity)})`;
}

function difference(wanted: Alert | undefined, alert: Alert): string[] {
  if (wanted === undefined) return [];
  const found = firstDifference(kept(wanted), kept(alert));
  return found === null ? [] : [`${nameOf(alert)}: ${found.at} is ${found.found}, not ${found.wanted}`];
}

function kept(alert: Alert): unknown {
  const parts = Object.entries(alert).filter(([key]) => !LEFT_OUT.includes(key));
  const respond = alert.respond.map((step) => ({ ...step, command: step.command?.replaceAll(SEARCHED, SEARCH) }));
  return { ...Object.fromEntries(parts), respond };
}

/** The steps of the response have searches, too: over the logs in one, over the lake in the other. */
const SEARCHED = /trailhound events (--lake )?('[^']*'|\S+)/g;
const SEARCH = "trailhound events";

/** Id, former ids and thread of an alert are no other alert's. */
function namesOf({ alert, aliases, thread }: ServedAlert): string[] {
  return [...new Set([alert.id, ...aliases, thread])];
}
