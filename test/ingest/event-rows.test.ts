import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import * as derive from "../../src/catalog/derive.ts";
import { secretNames } from "../../src/catalog/secrets.ts";
import { openDatabase } from "../../src/driver/duckdb.ts";
import { newFileReader, newReaderTools } from "../../src/ingest/file-reader.ts";
import { PartWriter } from "../../src/ingest/part-writer.ts";
import { limitsOf, newInputSeconds } from "../../src/ingest/read-options.ts";
import type { Row } from "../../src/ir/plan.ts";
import { recordText } from "../../src/lake/record-text.ts";
import type { JsonObject, JsonValue } from "../../src/util/json.ts";

const folder = mkdtempSync(join(tmpdir(), "trailhound-rows-"));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The rows that DuckDB reads from the parts that these texts become, by event id. */
async function rowsOf(texts: readonly string[], short: boolean): Promise<ReadonlyMap<string, Row>> {
  const seconds = newInputSeconds();
  const writer = new PartWriter(folder, `rows-${files++}`, seconds);
  const tools = newReaderTools(writer, limitsOf({}), seconds);
  const reader = newFileReader(short ? tools : { ...tools, usual: null });
  reader.push(Buffer.from(texts.join("\n")));
  reader.finish();
  const parts = writer.finish();
  const database = await openDatabase({ path: ":memory:", temporaryDirectory: folder, memoryLimit: "1GB", threads: 1 });
  try {
    const paths = parts.map(({ path }) => `'${path}'`).join(", ");
    const rows = await database.all(`SELECT * FROM read_parquet([${paths}])`);
    expect(rows).toHaveLength(texts.length);
    expect(parts.reduce((sum, { events }) => sum + events, 0)).toBe(texts.length);
    expect(parts.map(({ first }) => first)).toEqual([Math.min(...rows.map((row) => Number(row["event_time"])))]);
    expect(parts.map(({ last }) => last)).toEqual([Math.max(...rows.map((row) => Number(row["event_time"])))]);
    return new Map(rows.map((row) => [String(row["event_id"]), row]));
  } finally {
    database.close();
  }
}

const name = fc.constantFrom("", "-", "none", "app", "dev@example.com", "i-0abc", 'quo"ted', "tab\there", "日本");
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const arn = fc.constantFrom(
  "",
  "-",
  "arn:aws:iam::111122223333:user/path/dev",
  "arn:aws:sts::111122223333:assumed-role/app/i-0abc",
  "arn:aws-us-gov:sts::1:assumed-role/app/a/b@c",
  "arn:aws:sts::1:assumed-role/app",
  "arn:aws:sts::1:federated-user/bob",
  "arn:aws:iam::1:root",
);
const secret = fc.constantFrom(
  "",
  "db",
  "/db",
  "/prod/db:3",
  "prod/db:label",
  "arn:aws:ssm:eu-west-1:1:parameter/prod/db",
  "arn:aws:ssm:eu-west-1:1:parameter/db:7",
  "arn:aws:secretsmanager:eu-west-1:1:secret:prod/db-AbC123",
  "prod-AbC123",
  "two\nlines",
);
const asked = fc.oneof(
  secret,
  fc.array(fc.oneof(secret, fc.constantFrom(5, null)), { maxLength: 3 }),
  fc.constantFrom(5, true),
);
const scalarOrNot = fc.oneof(name, fc.constantFrom<JsonValue>(7, 1.5, true, { a: [1] }, ["x", 2]));
const issuer = fc.record(
  { type: maybe(name), arn: maybe(arn), userName: maybe(name), accountId: maybe(name), principalId: maybe(name) },
  { requiredKeys: [] },
);
const identity = fc.record(
  {
    type: fc.constantFrom("AssumedRole", "FederatedUser", "IAMUser", "AWSService", "Root", ""),
    arn: maybe(arn),
    aRN: maybe(arn),
    userName: maybe(scalarOrNot),
    principalId: maybe(name),
    accessKeyId: maybe(name),
    invokedBy: maybe(fc.constantFrom("", "config.amazonaws.com")),
    accountId: maybe(fc.constantFrom("111122223333", "-")),
    onBehalfOf: maybe(fc.record({ userId: name })),
    sessionContext: maybe(fc.record({ sessionIssuer: maybe(issuer) }, { requiredKeys: [] })),
  },
  { requiredKeys: [] },
);
const record = fc.record(
  {
    eventVersion: maybe(name),
    eventSource: maybe(fc.constantFrom("ssm.amazonaws.com", "secretsmanager.amazonaws.com", "signin.amazonaws.com")),
    eventName: fc.constantFrom(
      "GetParameter",
      "GetParameters",
      "GetSecretValue",
      "ConsoleLogin",
      "UserAuthentication",
      "X",
    ),
    awsRegion: maybe(scalarOrNot),
    userAgent: maybe(scalarOrNot),
    errorCode: maybe(fc.constantFrom("", "-", "AccessDenied")),
    errorMessage: maybe(fc.constantFrom("none", 'Failed "authentication"')),
    recipientAccountId: maybe(fc.constantFrom("111122223333", "")),
    awsAccountId: maybe(fc.constantFrom("444455556666", "")),
    sharedEventId: maybe(name),
    sourceIPAddress: maybe(fc.constantFrom("", "10.0.0.1", "2001:db8::1", "AWS Internal", "999.1.1.1")),
    readOnly: maybe(fc.constantFrom<JsonValue>(true, false, "TRUE", "no", 1)),
    managementEvent: maybe(fc.boolean()),
    userIdentity: maybe(identity),
    requestParameters: maybe(
      fc.record({ name: asked, names: asked, path: asked, secretId: asked, secretIdList: asked }, { requiredKeys: [] }),
    ),
    responseElements: maybe(fc.record({ ConsoleLogin: fc.constantFrom("Success", "Failure", "") })),
    additionalEventData: maybe(fc.record({ UserName: name })),
    resources: maybe(fc.array(fc.record({ ARN: arn }), { maxLength: 2 })),
    future: maybe(fc.oneof(name, fc.record({ deep: name }))),
    eventTime: fc.constantFrom("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678Z", "2026-03-01T00:30:00+01:00"),
  },
  { requiredKeys: ["eventTime", "eventName"] },
);

const records = fc
  .sample(record, { numRuns: 3000, seed: 5 })
  .map((each, i) => ({ ...each, eventID: `e${String(i).padStart(5, "0")}` }) as JsonObject);
const texts = records.map((each) => JSON.stringify(each));

/** As a text column shows a value. */
function asText(value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function at(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as JsonObject)[key] : undefined),
    value,
  );
}

const truth: Readonly<Record<string, boolean>> = { true: true, false: false };

function wanted(each: JsonObject): Row {
  const own = (...path: readonly string[]) => asText(at(each, ...path));
  const issuerAt = (key: string) => own("userIdentity", "sessionContext", "sessionIssuer", key);
  return {
    event_time: Date.parse(String(each["eventTime"])),
    event_id: String(each["eventID"]),
    account: own("recipientAccountId") ?? own("userIdentity", "accountId") ?? own("awsAccountId"),
    shared_event_id: own("sharedEventId"),
    event_source: own("eventSource"),
    event_name: own("eventName"),
    event_version: own("eventVersion"),
    aws_region: own("awsRegion"),
    user_agent: own("userAgent"),
    error_code: own("errorCode"),
    error_message: own("errorMessage"),
    recipient_account: own("recipientAccountId"),
    source_address: own("sourceIPAddress"),
    source_ip: derive.sourceIp(each) ?? null,
    read_only: truth[String(each["readOnly"]).toLowerCase()] ?? null,
    management_event: truth[String(each["managementEvent"])] ?? null,
    identity_type: own("userIdentity", "type"),
    identity_arn: own("userIdentity", "arn") ?? own("userIdentity", "aRN"),
    identity_principal_id: own("userIdentity", "principalId"),
    identity_account: own("userIdentity", "accountId"),
    identity_access_key: own("userIdentity", "accessKeyId"),
    identity_user_name: own("userIdentity", "userName"),
    identity_invoked_by: own("userIdentity", "invokedBy"),
    issuer_type: issuerAt("type"),
    issuer_arn: issuerAt("arn"),
    issuer_principal_id: issuerAt("principalId"),
    issuer_account: issuerAt("accountId"),
    issuer_user_name: issuerAt("userName"),
    outcome: derive.outcome(each),
    user_name: derive.userName(each) ?? null,
    session_name: derive.sessionName(each) ?? null,
    role_name: derive.roleName(each) ?? null,
    actor: derive.actor(each) ?? null,
    secrets: secretNames(each),
    user_identity: own("userIdentity"),
    request_parameters: own("requestParameters"),
    response_elements: own("responseElements"),
    additional_event_data: own("additionalEventData"),
    resources: own("resources"),
  };
}

describe.each([
  ["the short way where it can be taken", true],
  ["the long way", false],
])("rows of a part, by %s", (_, short) => {
  test("show what the record says and what is derived from it", async () => {
    const rows = await rowsOf(texts, short);
    for (const each of records) {
      const expected = wanted(each);
      const row = rows.get(String(each["eventID"])) ?? {};
      const shown = Object.fromEntries(Object.keys(expected).map((key) => [key, row[key]]));
      expect({ record: each, ...shown }).toEqual({ record: each, ...expected });
    }
  });

  test("give the record back, but for its nulls", async () => {
    const rows = await rowsOf(texts, short);
    for (const each of records) {
      const kept = Object.fromEntries(
        Object.entries(each).filter(([key, value]) => value !== null || key === "future"),
      );
      const given = JSON.parse(recordText(rows.get(String(each["eventID"])) ?? {})) as JsonObject;
      const nullRest = Object.entries(given).filter(([, value]) => value !== null || "future" in kept);
      expect(withoutNulls(Object.fromEntries(nullRest))).toEqual(withoutNulls(kept));
    }
  });
});

function withoutNulls(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

test("both ways write the same rows", async () => {
  expect([...(await rowsOf(texts, true))]).toEqual([...(await rowsOf(texts, false))]);
});
