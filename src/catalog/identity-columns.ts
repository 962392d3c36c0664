import { stringify } from "lossless-json";
import type { ColumnName } from "./columns.ts";
import { deriveIdentity, identityTexts } from "./identity-texts.ts";
import { parseRaw } from "./parse-record.ts";
import { isRawObject, type RawValue, scalarText } from "./record/raw-value.ts";
import { valueAt } from "./record/text-at.ts";

/** Columns that show a field of userIdentity as it is. `aRN`: some events before 2024 (AWS's own slip). */
const FIELDS = [
  ["identity_type", ["type"]],
  ["identity_arn", ["arn", "aRN"]],
  ["identity_principal_id", ["principalId"]],
  ["identity_account", ["accountId"]],
  ["identity_access_key", ["accessKeyId"]],
  ["identity_user_name", ["userName"]],
  ["identity_invoked_by", ["invokedBy"]],
  ["issuer_type", ["sessionContext.sessionIssuer.type"]],
  ["issuer_arn", ["sessionContext.sessionIssuer.arn"]],
  ["issuer_principal_id", ["sessionContext.sessionIssuer.principalId"]],
  ["issuer_account", ["sessionContext.sessionIssuer.accountId"]],
  ["issuer_user_name", ["sessionContext.sessionIssuer.userName"]],
] as const satisfies readonly (readonly [ColumnName, readonly string[]])[];

/** The columns that the text of userIdentity decides alone, where it decides them: `user_name` and `actor` may also come from other fields. */
export const IDENTITY_COLUMNS = [
  ...FIELDS.map(([name]) => name),
  "session_name",
  "role_name",
  "user_name",
  "actor",
] as const;

export type IdentityColumn = (typeof IDENTITY_COLUMNS)[number];

/** The values of those columns for the JSON text of a userIdentity. Throws a SyntaxError when it is no JSON. */
export function identityColumns(json: string): ReadonlyMap<IdentityColumn, string> {
  const userIdentity = parseRaw(json);
  const derived = deriveIdentity(identityTexts({ userIdentity }));
  const values = new Map<IdentityColumn, string | undefined>([
    ...FIELDS.map(([name, paths]) => [name, firstText(userIdentity, paths)] as const),
    ["session_name", derived.sessionName],
    ["role_name", derived.roleName],
    ["user_name", derived.userName],
    ["actor", derived.actor],
  ]);
  return new Map([...values].filter((each): each is [IdentityColumn, string] => each[1] !== undefined));
}

function firstText(identity: RawValue, paths: readonly string[]): string | undefined {
  return paths.map((path) => columnText(valueAt(identity, path))).find((text) => text !== undefined);
}

/** As a text column shows any JSON value: strings without quotes, null as missing, the rest as JSON text. */
export function columnText(value: RawValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRawObject(value) && !Array.isArray(value)) return scalarText(value);
  return stringify(value);
}
