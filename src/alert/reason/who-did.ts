import type { JsonObject } from "../../util/json.ts";
import type { AlertIdentity } from "../alert.ts";
import { distinct } from "../document/distinct.ts";
import { firstAt, readPath } from "../document/read-path.ts";
import type { ReasonFacts } from "./reason-facts.ts";
import { counted, listed, shown } from "./shown.ts";

/** The identity as a sentence's subject. */
export function who(identity: AlertIdentity): string {
  const name = shortName(identity) ?? identity.arn ?? identity.principal_id ?? identity.user;
  const others = identity.others.length === 0 ? "" : ` and ${counted(identity.others.length, "other")}`;
  if (name === null) return `${shown(identity.invoked_by ?? "An identity that the log does not name")}${others}`;
  const through = identity.invoked_by === null ? "" : ` (through ${shown(identity.invoked_by)})`;
  return `${shown(name)}${through}${others}`;
}

/** `role deploy, session ci-run-7 (account 111122223333)`: the whole ARN stands in the alert's identity. */
function shortName({ role, session, user, account }: AlertIdentity): string | null {
  const name = role === null ? user && `user ${user}` : `role ${role}${session === null ? "" : `, session ${session}`}`;
  return name && `${name}${account === null ? "" : ` (account ${account})`}`;
}

/** What the listed events did, as a verb phrase: `read SSM parameters with decryption`, `called PutUserPolicy`. */
export function did(records: readonly JsonObject[]): string {
  const errors = records.map((record) => firstAt(record, "errorCode"));
  const failed = records.length > 0 && !errors.includes(null);
  if (!failed) return actions(records);
  const codes = listed(distinct(errors.flatMap((code) => code ?? [])));
  return `failed (${codes}) when it ${actions(records)}`;
}

function actions(records: readonly JsonObject[]): string {
  const names = distinct(records.flatMap((record) => firstAt(record, "eventName") ?? []));
  const sources = distinct(records.flatMap((record) => firstAt(record, "eventSource") ?? []));
  const [source] = sources;
  const reads = names.every((name) => /^(Get|BatchGet)(Parameter|Secret)/.test(name));
  if (sources.length === 1 && reads && source === "ssm.amazonaws.com") {
    return `read SSM parameters${records.every(decrypts) ? " with decryption" : ""}`;
  }
  if (sources.length === 1 && reads && source === "secretsmanager.amazonaws.com") return "read Secrets Manager secrets";
  return names.length === 0 ? "acted" : `called ${listed(names)}`;
}

function decrypts(record: JsonObject): boolean {
  return readPath(record, "requestParameters.withDecryption").includes("true");
}

/** `12 calls, 9 secrets, from 203.0.113.7`. */
export function numbers({ detection, identity }: ReasonFacts): string {
  const { total, secrets } = detection.events;
  const calls = counted(total, "call");
  const read = secrets.length === 0 ? [] : [counted(secrets.length, "secret")];
  const from = identity.source_addresses.length === 0 ? [] : [`from ${listed(identity.source_addresses)}`];
  return [calls, ...read, ...from].join(", ");
}

/** The group or terms by their values, `everything together` without any. */
export function group(entity: Readonly<Record<string, string>>): string {
  const values = Object.values(entity);
  return values.length === 0 ? "All events together" : values.map(shown).join(", ");
}
