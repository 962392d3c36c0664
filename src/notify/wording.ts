import type { Alert } from "../alert/alert.ts";
import { printableShort } from "../alert/printable.ts";
import type { StoredAlert } from "../alert/store/stored-alert.ts";
import type { Message } from "./channel.ts";

/** Code points of one value, and how many values of a list are told. */
const LONGEST_VALUE = 600;
const MOST_VALUES = 5;

/** One line for a headline or a subject, printable. */
export function headline(message: Message, most: number): string {
  return printableShort(headlineText(message), most);
}

function headlineText(message: Message): string {
  if (message.kind === "digest") return `${message.total} alerts: a digest`;
  const { notice, stored } = message;
  const { name } = stored.alert.rule;
  return notice.kind === "opened" ? `${notice.severity}: ${name}` : `now ${notice.severity}: ${name}`;
}

export type Fact = readonly [label: string, value: string];

/** What a person is to know of it, in the order of use; values are printable, on one line, and bounded. */
export function factsOf(message: Message): readonly Fact[] {
  const facts = message.kind === "digest" ? digestFacts(message) : alertFacts(message);
  return facts.filter(([, value]) => value !== "").map(([label, value]) => [label, shown(value)]);
}

function shown(value: string): string {
  return printableShort(value, LONGEST_VALUE);
}

function alertFacts({ notice, stored }: Message & { kind: "alert" }): readonly Fact[] {
  const { alert } = stored;
  return [
    ["What", alert.reason],
    ["Alert", alert.id],
    ["Why now", notice.kind === "opened" ? "" : `its severity rose to ${notice.severity}`],
    ["Status", stateOf(stored)],
    ["Rule", alert.rule.id === alert.rule.name ? alert.rule.name : `${alert.rule.name} (${alert.rule.id})`],
    ["Who", alert.identity.arn ?? alert.identity.user ?? alert.identity.invoked_by ?? ""],
    ["From", some(alert.identity.source_addresses)],
    ["Accounts", some(alert.events.accounts)],
    ["Regions", some(alert.events.regions)],
    ["When", `${alert.events.first} to ${alert.events.last}`],
    ["Events", `${alert.events.total}: ${some(alert.events.actions)}`],
    ["Secrets", secretsOf(alert)],
  ];
}

function stateOf({ status, because }: StoredAlert): string {
  return status === "current" ? "" : `superseded: ${because ?? "it holds no more"}`;
}

function secretsOf({ secrets }: Alert): string {
  return secrets === undefined ? "" : `${secrets.total}: ${some(secrets.names)}`;
}

function some(values: readonly string[]): string {
  const rest = values.length - MOST_VALUES;
  return values.slice(0, MOST_VALUES).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function digestFacts({ groups, samples, total }: Message & { kind: "digest" }): readonly Fact[] {
  const counted = groups.reduce((sum, { count }) => sum + count, 0);
  return [
    ...groups.map(({ rule, severity, count }): Fact => [severity, `${count} × ${rule}`]),
    ["Others", total > counted ? `${total - counted} of further rules` : ""],
    ...samples.map(({ alert }): Fact => ["For example", `${alert.reason} (alert ${alert.id})`]),
  ];
}
