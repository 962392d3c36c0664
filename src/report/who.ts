import type { Alert, AlertIdentity } from "../alert/alert.ts";
import { printableShort } from "../alert/printable.ts";
import { counted } from "./count-text.ts";

const LONGEST = 160;

/** Who is behind an alert on one line, safe to print: `role deploy, session ci-7 (111122223333)`. */
export function who({ identity, entity }: Alert): string {
  const named = nameOf(identity) ?? Object.values(entity)[0];
  if (named === undefined) return "-";
  const account = identity.account === null ? "" : ` (${printableShort(identity.account, LONGEST)})`;
  const others = identity.others.length === 0 ? "" : ` and ${counted(identity.others.length, "other")}`;
  return `${printableShort(named, LONGEST)}${account}${others}`;
}

function nameOf(identity: AlertIdentity): string | null {
  const { role, session, user, invoked_by, arn, principal_id, type } = identity;
  if (role !== null) return session === null ? `role ${role}` : `role ${role}, session ${session}`;
  if (user !== null) return `user ${user}`;
  return arn ?? invoked_by ?? principal_id ?? type;
}
