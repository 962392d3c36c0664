import fc from "fast-check";
import { expect, test } from "vitest";
import * as derive from "../../src/catalog/derive.ts";
import { secretNames } from "../../src/catalog/secrets.ts";
import type { Row } from "../../src/ir/plan.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { linesOf, withLake } from "./temporary-lake.ts";

const name = fc.constantFrom("", "-", "none", "app", "dev@example.com", "i-0abc");
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
  "/prod/db",
  "/prod/db:3",
  "prod/db:label",
  "arn:aws:ssm:eu-west-1:1:parameter/prod/db",
  "arn:aws:ssm:eu-west-1:1:parameter/db:7",
  "arn:aws:secretsmanager:eu-west-1:1:secret:prod/db-AbC123",
  "arn:aws:secretsmanager:eu-west-1:1:secret:prod/db",
  "prod-AbC123",
  "x; rm -rf ~",
  "two\nlines",
);
const asked = fc.oneof(
  secret,
  fc.array(fc.oneof(secret, fc.constantFrom(5, null)), { maxLength: 3 }),
  fc.constantFrom(5, true),
);

const identity = fc.record(
  {
    type: fc.constantFrom("AssumedRole", "FederatedUser", "IAMUser", "AWSService", "Root", ""),
    arn: maybe(arn),
    aRN: maybe(arn),
    userName: maybe(name),
    invokedBy: maybe(fc.constantFrom("", "config.amazonaws.com")),
    accountId: maybe(fc.constantFrom("111122223333", "-")),
    onBehalfOf: maybe(fc.record({ userId: name })),
    sessionContext: maybe(
      fc.record({ sessionIssuer: maybe(fc.record({ arn: maybe(arn), userName: maybe(name) }, { requiredKeys: [] })) }),
    ),
  },
  { requiredKeys: [] },
);

const record: fc.Arbitrary<JsonObject> = fc.record(
  {
    eventSource: fc.constantFrom("ssm.amazonaws.com", "secretsmanager.amazonaws.com", "signin.amazonaws.com"),
    eventName: fc.constantFrom(
      "GetParameter",
      "GetParameters",
      "GetParametersByPath",
      "GetParameterHistory",
      "GetSecretValue",
      "BatchGetSecretValue",
      "ConsoleLogin",
      "UserAuthentication",
      "DescribeParameters",
    ),
    errorCode: maybe(fc.constantFrom("", "-", "AccessDenied")),
    errorMessage: maybe(fc.constantFrom("none", "Failed authentication")),
    recipientAccountId: maybe(fc.constantFrom("111122223333", "")),
    sourceIPAddress: maybe(
      fc.constantFrom("", "10.0.0.1", "2001:db8::1", "AWS Internal", "config.amazonaws.com", "999.1.1.1"),
    ),
    userIdentity: maybe(identity),
    requestParameters: maybe(
      fc.record(
        {
          name: asked,
          names: asked,
          path: fc.oneof(asked, fc.constantFrom("/", "/prod/", "//")),
          secretId: asked,
          secretIdList: asked,
        },
        { requiredKeys: [] },
      ),
    ),
    responseElements: maybe(fc.record({ ConsoleLogin: fc.constantFrom("Success", "Failure", "") })),
    additionalEventData: maybe(fc.record({ UserName: name })),
  },
  { requiredKeys: ["eventSource", "eventName"] },
) as fc.Arbitrary<JsonObject>;

test("the stored columns say what src/catalog derives from a record", async () => {
  const records = fc.sample(record, { numRuns: 3000, seed: 5 }).map(
    (each, i): JsonObject => ({
      ...each,
      eventID: `e${String(i).padStart(5, "0")}`,
      eventTime: "2026-01-02T03:04:05Z",
      recipientAccountId: each["recipientAccountId"] ?? null,
    }),
  );
  await withLake(async (lake) => {
    await lake.append(linesOf(records));
    await lake.seal();
    const rows = new Map<string, Row>();
    for await (const row of lake.rows({ kind: "events" })) rows.set(String(row["event_id"]), row);
    expect(rows.size).toBe(records.length);
    for (const each of records) {
      const row = rows.get(String(each["eventID"]));
      const stored = Object.fromEntries(
        ["outcome", "user_name", "session_name", "role_name", "actor", "source_ip", "secrets"].map((key) => [
          key,
          row?.[key],
        ]),
      );
      expect({ ...stored, record: each }).toEqual({
        outcome: derive.outcome(each),
        user_name: derive.userName(each) ?? null,
        session_name: derive.sessionName(each) ?? null,
        role_name: derive.roleName(each) ?? null,
        actor: derive.actor(each) ?? null,
        source_ip: derive.sourceIp(each) ?? null,
        secrets: secretNames(each),
        record: each,
      });
    }
  });
});
