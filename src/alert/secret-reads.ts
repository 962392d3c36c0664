import { PARAMETER_ARN, SECRET_ARN, secretNames } from "../catalog/secrets.ts";
import type { JsonObject } from "../util/json.ts";
import { distinct } from "./document/distinct.ts";
import { ofRecord } from "./document/of-record.ts";
import { firstAt, readPath } from "./document/read-path.ts";

/** One secret that was read and how to address it. `path`: every parameter below it was read. */
export interface SecretRead {
  /** As the detection names it. */
  readonly name: string;
  /** As the AWS CLI finds it: the parameter's name, the path, the secret's name or ARN. */
  readonly address: string;
  readonly kind: "parameter" | "path" | "secret" | "unknown";
  readonly region: string | null;
  readonly account: string | null;
}

/**
 * Tells for each name which store it is in and how it was asked for, by the records that did; names that none
 * of the records asked for are `unknown`.
 */
export function secretReads(names: readonly string[], records: readonly JsonObject[]): readonly SecretRead[] {
  const found = new Map<string, SecretRead>();
  for (const read of records.flatMap(readsOf)) if (!found.has(read.name)) found.set(read.name, read);
  return names.map((name) => found.get(name) ?? { name, address: name, kind: "unknown", region: null, account: null });
}

const REQUESTS = ["name", "names", "path", "secretId", "secretIdList"] as const;

const readsOf = ofRecord((record): readonly SecretRead[] =>
  REQUESTS.flatMap((key) =>
    readPath(record, `requestParameters.${key}`).flatMap((text) => {
      // one request at a time through the catalog's own rule, to know which text gave which name
      const [name] = secretNames({ ...record, requestParameters: { [key]: text } });
      return name === undefined ? [] : [readOf(record, key, text, name)];
    }),
  ),
);

function readOf(record: JsonObject, key: (typeof REQUESTS)[number], text: string, name: string): SecretRead {
  const [scheme, , , region, account] = text.split(":");
  const isArn = scheme === "arn";
  const place = {
    region: (isArn && region) || firstAt(record, "awsRegion"),
    account: (isArn && account) || firstAt(record, "recipientAccountId"),
  };
  if (key === "path") return { name, address: name.slice(0, -2) || "/", kind: "path", ...place };
  if (key === "name" || key === "names") {
    return { name, address: isArn ? name : (text.split(":")[0] ?? name), kind: "parameter", ...place };
  }
  return { name, address: text, kind: "secret", ...place };
}

const ARN = new RegExp(`${PARAMETER_ARN}|${SECRET_ARN}`, "s");

/** ARNs of the parameters and secrets that the records touched, as `resources` lists them; distinct and sorted. */
export function secretArns(records: readonly JsonObject[]): readonly string[] {
  return distinct(records.flatMap(arnsOf));
}

const arnsOf = ofRecord((record) => readPath(record, "resources.ARN").filter((arn) => ARN.test(arn)));
