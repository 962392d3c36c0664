import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Alert } from "../../src/alert/alert.ts";
import type { JsonObject, JsonValue } from "../../src/util/json.ts";
import { ENVELOPES } from "./deliver.ts";
import { differences } from "./differences.ts";
import { folderOf } from "./folder.ts";
import { histories, METHOD_RULES } from "./histories.ts";
import { read, session, trail, user } from "./records.ts";
import { jsonLines, type Ran, runCli } from "./run-cli.ts";

const TIME = "2026-01-02T03:04:05Z";

/** `events PATH --as cloudtrail` of these records in this form. */
async function roundTrip(text: string): Promise<Ran> {
  return runCli(["events", "in.json", "--as", "cloudtrail"], { cwd: folderOf({ "in.json": text }) });
}

/** What a record says: a field of null says as much as none. */
function said(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

function sorted(records: readonly JsonObject[]): JsonObject[] {
  return [...records].map(said).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Fields in one order, so that records compare as text. */
function ordered(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const ODD: readonly JsonObject[] = [
  read("user agent as a list", TIME, { userAgent: ["a", "b"] }),
  read("booleans as texts", TIME, { readOnly: "true", managementEvent: "False" }),
  read("a boolean where text is usual", TIME, { errorCode: true, apiVersion: 20_260_102, eventVersion: 1.08 }),
  read("a time with milliseconds", "2026-01-02T03:04:05.678Z"),
  read("a time with milliseconds of zero", "2026-01-02T03:04:05.000Z"),
  read("a time with microseconds", "2026-01-02T03:04:05.678901Z"),
  read("a time in another zone", "2026-01-02T03:04:05+05:30"),
  read("unknown fields", TIME, {
    futureField: { a: [1, { b: null }] },
    "dotted.field": 1,
    "": "empty",
    _rest: 1,
    _file: 2,
  }),
  read("texts where objects are usual", TIME, { requestParameters: "text", responseElements: "", resources: "none" }),
  read("lists and numbers where objects are usual", TIME, {
    requestParameters: [],
    userIdentity: 7,
    tlsDetails: false,
  }),
  read("nested nulls", TIME, { requestParameters: { a: null, b: [null, {}] } }),
  read("empty texts", TIME, { errorMessage: "", sourceIPAddress: "", userAgent: "-", recipientAccountId: "" }),
  read('quotes " and \\ and \n and \u0000 and \u{1f600} and \u2028', TIME, { userAgent: "\t\u001b\"'\\" }),
  read("other spellings", TIME, { sharedEventId: "x", userIdentity: { aRN: "y" }, awsAccountId: "111122223333" }),
  read("numbers", TIME, { requestParameters: { a: -0.5, b: 1e21, c: 12_345_678_901_234 } }),
  read("keys like Object's", TIME, { constructor: "a", toString: { hasOwnProperty: 1 } }),
  { eventTime: TIME, eventName: "bare" },
  { eventTime: TIME, eventName: "no id", requestParameters: { n: 1 } },
  { eventTime: TIME, eventName: "empty id", eventID: "" },
  { eventTime: TIME, eventName: "an id that is a number", eventID: 5 },
  { eventTime: TIME, eventName: "an id that looks like a hash", eventID: "sha256:x" },
];

describe("events --as cloudtrail gives back what was delivered", () => {
  test.each(Object.keys(ENVELOPES))("from %s", async (envelope) => {
    const { code, stdout, stderr } = await roundTrip(ENVELOPES[envelope]?.(ODD) ?? "");
    expect([code, stderr]).toEqual([0, ""]);
    const given = jsonLines<JsonObject>({ code, stdout, stderr }).map(ordered);
    expect(sorted(given)).toEqual(sorted(ODD.map(ordered)));
  });

  test("numbers that JavaScript cannot hold", async () => {
    const numbers = '{"a":0.25,"c":12345678901234567890123,"d":9007199254740993}';
    const record = JSON.stringify(read("n", TIME)).replace('{"name":"/prod/db","withDecryption":true}', numbers);
    expect((await roundTrip(record)).stdout).toContain(`"requestParameters":${numbers}`);
  });

  const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
    fc.string({ unit: "binary", maxLength: 6 }).filter((text) => text.isWellFormed()),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const value: fc.Arbitrary<JsonValue> = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 4 }), fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxKeys: 3 }),
  );
  const keys = Object.keys(read("x", TIME, { errorCode: 1, errorMessage: 1, resources: 1, tlsDetails: 1, other: 1 }));
  const overrides = fc.dictionary(
    fc.constantFrom(...keys.filter((key) => key !== "eventTime" && key !== "eventID")),
    value,
    { maxKeys: 4 },
  );

  test("whatever stands in its fields", async () => {
    const records = fc
      .sample(overrides, { numRuns: 400, seed: 3 })
      .map((more, n): JsonObject => ({ ...read(`id-${n}`, TIME), "number of the record": n, ...more }));
    const ran = await roundTrip(records.map((each) => `${JSON.stringify(each)}\n`).join(""));
    expect(ran.code).toBe(0);
    const byNumber = (a: JsonObject, b: JsonObject) =>
      Number(a["number of the record"]) - Number(b["number of the record"]);
    const given = jsonLines<JsonObject>(ran).sort(byNumber).map(said).map(ordered);
    expect(given).toEqual(records.map(said).map(ordered));
  });

  test("and what it gives back raises the same alerts", async () => {
    const cwd = folderOf({ "rules.ndjson": METHOD_RULES, "first.json": trail([...histories(), ...ODD]) });
    const scan = (path: string) =>
      runCli(["scan", path, "--rules", "rules.ndjson", "--format", "ndjson", "--from", "2026-06-22"], { cwd });
    const first = await scan("first.json");
    const events = await runCli(["events", "first.json", "--as", "cloudtrail"], { cwd });
    writeFileSync(join(cwd, "again.json"), events.stdout);
    const again = await scan("again.json");
    expect(first.stdout.length).toBeGreaterThan(10_000);
    expect(differences(again.stdout.replaceAll("'again.json'", "'first.json'"), first.stdout)).toEqual([]);
  });
});

describe("events", () => {
  const cwd = folderOf({
    "logs/a.json": trail([
      read("e3", "2026-01-02T03:00:03Z", { userIdentity: session("app", "s1") }),
      read("e1", "2026-01-02T03:00:01Z"),
      read("e2", "2026-01-02T03:00:02Z", { errorCode: "AccessDenied", requestParameters: null }),
    ]),
    "logs/broken.json": "{",
  });
  const events = (...args: readonly string[]) => runCli(["events", "logs/a.json", ...args], { cwd });
  const idsOf = (ran: Ran, key: (each: JsonObject) => JsonValue | undefined) => jsonLines<JsonObject>(ran).map(key);
  const ecsIds = (ran: Ran) => idsOf(ran, (each) => (each["event"] as JsonObject)["id"]);

  test("come in the order of time, in the names of each vocabulary", async () => {
    expect(ecsIds(await events())).toEqual(["e1", "e2", "e3"]);
    expect(jsonLines(await events("--as", "ecs", "--limit", "1"))[0]).toMatchObject({
      "@timestamp": "2026-01-02T03:00:01.000Z",
      event: { action: "GetParameter", provider: "ssm.amazonaws.com", outcome: "success" },
      user: { name: "alice" },
      source: { ip: "203.0.113.7" },
      aws: { cloudtrail: { request_parameters: "{withDecryption=true, name=/prod/db}" } },
    });
    expect(jsonLines(await events("--as", "datadog", "--limit", "1"))[0]).toMatchObject({
      evt: { name: "GetParameter" },
      userIdentity: { arn: "arn:aws:iam::111122223333:user/alice" },
      requestParameters: { name: "/prod/db" },
    });
    expect(idsOf(await events("--as", "cloudtrail"), (each) => each["eventID"])).toEqual(["e1", "e2", "e3"]);
  });

  test.each([
    ["ecs", "event.outcome: failure", ["e2"]],
    ["ecs", 'user.name: app or event.id: "e1"', ["e1", "e3"]],
    ["ecs", "not event.action: Get*", []],
    ["ecs", '@timestamp >= "2026-01-02T03:00:02Z" and event.action: getparameter', []],
    ["ecs", '@timestamp >= "2026-01-02T03:00:02Z"', ["e2", "e3"]],
    ["datadog", "@errorCode:AccessDenied", ["e2"]],
    ["datadog", "-@errorCode:* @evt.name:Get*", ["e1", "e3"]],
    ["datadog", "@userIdentity.session_name:s1 OR @userIdentity.userName:alice", ["e1", "e2", "e3"]],
    ["cloudtrail", "errorCode: AccessDenied", ["e2"]],
    ["cloudtrail", "userIdentity.sessionContext.sessionIssuer.userName: app", ["e3"]],
    ["cloudtrail", "requestParameters.withDecryption: true and not userIdentity.type: AssumedRole", ["e1"]],
  ])("--as %s --where %s", async (as, where, ids) => {
    const ran = await events("--as", as, "--where", where);
    expect(ran.code).toBe(0);
    expect(jsonLines(ran)).toHaveLength(ids.length);
    for (const id of ids) expect(ran.stdout).toContain(`"${id}"`);
  });

  test.each([
    ["ecs", "event.actoin: x", "unknown-field", 1],
    ["ecs", "event.action: (a or", "syntax", 20],
    ["datadog", "@evt.name:(a OR", "syntax", 16],
    ["cloudtrail", "eventNme: x", "unknown-field", 1],
  ])("--as %s --where %s is refused with its place", async (as, where, code, column) => {
    const ran = await events("--as", as, "--where", where);
    expect([ran.code, ran.stdout]).toEqual([2, ""]);
    const [head, line, caret] = ran.stderr.split("\n");
    expect(head).toMatch(new RegExp(`^--where:1:\\d+: error\\[${code}\\]: `));
    expect(line).toBe(`1 | ${where}`);
    expect(caret).toMatch(/^ +\^+$/);
    expect(Math.abs(Number(/^--where:1:(\d+)/.exec(head ?? "")?.[1]) - column)).toBeLessThan(6);
  });

  test("--limit takes the oldest, --from and --to cut in time", async () => {
    expect(ecsIds(await events("--limit", "2"))).toEqual(["e1", "e2"]);
    expect(ecsIds(await events("--limit", "0"))).toEqual([]);
    expect(ecsIds(await events("--from", "2026-01-02T03:00:02Z"))).toEqual(["e2", "e3"]);
    expect(ecsIds(await events("--to", "2026-01-02T03:00:02Z"))).toEqual(["e1"]);
    expect(ecsIds(await events("--from", "2026-01-02T03:00:02Z", "--to", "2026-01-02T03:00:03Z"))).toEqual(["e2"]);
  });

  test("input that cannot be read is named, exit 3", async () => {
    const ran = await runCli(["events", "logs", "--limit", "1"], { cwd });
    expect([ran.code, jsonLines(ran).length]).toEqual([3, 1]);
    expect(ran.stderr).toMatch(/^logs\/broken\.json: /);
  });

  test("an MMDB file that is none is refused before anything is read", async () => {
    const { code, stdout, stderr } = await events("--mmdb", "logs/a.json");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("--mmdb logs/a.json: not a readable MaxMind DB file");
  });
});

test("the searches of an alert name its paths as they were given", async () => {
  const cwd = folderOf({ "-odd/it's.json": trail([read("e1", TIME, { userIdentity: user("eve") })]) });
  const ran = await runCli(["scan", "--format", "ndjson", "--", "-odd/it's.json"], { cwd });
  const commands = jsonLines<Alert>(ran).flatMap((alert) => alert.investigate.map(({ command }) => command));
  expect(commands.length).toBeGreaterThan(5);
  for (const command of commands) expect(command).toMatch(/^trailhound events '\.\/-odd\/it'\\''s\.json' --as /);
});
