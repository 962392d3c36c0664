import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Summary } from "../../src/engine/summary.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { asNobody } from "./as-nobody.ts";
import { folderOf } from "./folder.ts";
import { read, trail, user } from "./records.ts";
import { elastic, ruleFile } from "./rules.ts";
import { jsonLines, type Ran, runCli } from "./run-cli.ts";

const TIME = "2026-01-02T03:04:05Z";
const RULES = ruleFile(elastic("every-read"));

interface Scanned extends Ran {
  readonly summary: Summary;
  /** Ids of the events that alerts were made of. */
  readonly ids: readonly string[];
}

/** Scans `logs` below the folder with a rule that every read is an alert of. */
async function scan(cwd: string, ...options: readonly string[]): Promise<Scanned> {
  writeFileSync(join(cwd, "rules.ndjson"), RULES);
  const fixed = ["--no-builtin", "--rules", "rules.ndjson", "--format", "ndjson", "--summary", "summary.json"];
  const ran = await runCli(["scan", "logs", ...fixed, ...options], { cwd });
  const summary: Summary = JSON.parse(readFileSync(join(cwd, "summary.json"), "utf8"));
  const ids = jsonLines<{ events: { ids: string[] } }>(ran).flatMap((alert) => alert.events.ids);
  return { ...ran, summary, ids };
}

/** A folder with a good file, that holds the event `good`, and others. */
function logs(files: Readonly<Record<string, string | Uint8Array>>): string {
  const named = Object.entries(files).map(([name, content]) => [`logs/${name}`, content]);
  return folderOf({ "logs/good.json": trail([read("good", TIME)]), ...Object.fromEntries(named) });
}

function malformed({ records }: Summary): Record<string, number> {
  return Object.fromEntries(records.malformed.map(({ path, reason, count }) => [`${path}: ${reason}`, count]));
}

describe("files that cannot be read whole: named, exit 3, and everything else is scanned", () => {
  const many = Array.from({ length: 50 }, (_, n) => read(`e${n}`, TIME, { requestID: `${n}`.repeat(n) }));
  const zipped = gzipSync(trail(many));

  test("a truncated gzip file", async () => {
    const { code, ids, stderr, summary } = await scan(logs({ "cut.json.gz": zipped.subarray(0, zipped.length - 30) }));
    expect(code).toBe(3);
    expect(ids).toContain("good");
    expect(ids.length).toBeGreaterThan(30);
    expect(summary.files.skipped).toEqual([
      {
        path: "logs/cut.json.gz",
        reason: `gzip ends early: ${ids.length - 1} records before the break were kept`,
        unreadable: true,
      },
    ]);
    expect(stderr).toContain("logs/cut.json.gz: gzip ends early");
  });

  test("a gzip bomb", async () => {
    const bomb = gzipSync(`{"Records":[${" ".repeat(20_000_000)}]}`);
    const { code, ids, stderr } = await scan(logs({ "bomb.json.gz": bomb }), "--max-file-size", "10MB");
    expect(code).toBe(3);
    expect(ids).toEqual(["good"]);
    expect(stderr).toContain("logs/bomb.json.gz: more than 10485760 bytes when decompressed");
    expect((await scan(logs({ "bomb.json.gz": bomb }), "--max-file-size", "30MB")).code).toBe(0);
  });

  test("a directory and a file without permission", async () => {
    const cwd = logs({ "closed/x.json": trail([read("hidden", TIME)]), "secret.json": trail([read("hidden2", TIME)]) });
    chmodSync(cwd, 0o777);
    chmodSync(join(cwd, "logs", "closed"), 0o000);
    chmodSync(join(cwd, "logs", "secret.json"), 0o000);
    writeFileSync(join(cwd, "rules.ndjson"), RULES, { mode: 0o666 });
    chmodSync(join(cwd, "rules.ndjson"), 0o666);
    const { code, ids, summary } = await asNobody(() => scan(cwd));
    chmodSync(join(cwd, "logs", "closed"), 0o755);
    expect([code, ids]).toEqual([3, ["good"]]);
    expect(summary.files).toEqual({
      seen: 3,
      read: 1,
      skipped: ["closed", "secret.json"].map((name) => ({
        path: `logs/${name}`,
        reason: "permission denied",
        unreadable: true,
      })),
    });
  });

  test("a path that does not exist", async () => {
    const cwd = logs({});
    const { code, ids, stderr } = await scan(cwd, "nowhere");
    expect([code, ids]).toEqual([3, ["good"]]);
    expect(stderr).toContain("nowhere: no such file or directory");
  });
});

describe("files that hold nothing to read: counted with their reason, exit 0", () => {
  test("an empty file, a text, a picture, a link that leads to itself", async () => {
    const cwd = logs({ "empty.json": "", "notes.txt": "see above", "logo.png": Buffer.from([0x89, 0x50, 0, 1, 2, 3]) });
    symlinkSync("loop", join(cwd, "logs", "loop"));
    symlinkSync("..", join(cwd, "logs", "up"));
    mkdirSync(join(cwd, "logs", "none"));
    const { code, ids, summary } = await scan(cwd);
    expect([code, ids]).toEqual([0, ["good"]]);
    const reasons = summary.files.skipped.map(({ path, reason }) => `${path}: ${reason}`);
    expect(reasons).toEqual(
      expect.arrayContaining([
        "logs/empty.json: empty file",
        "logs/logo.png: binary file",
        "logs/loop: symbolic link loop",
        "logs/notes.txt: not JSON",
      ]),
    );
    expect(summary.files.seen).toBe(summary.files.read + summary.files.skipped.length);
  });

  test("digests and Insight events", async () => {
    const digest = { digestStartTime: TIME, digestEndTime: TIME, digestS3Object: "x", awsAccountId: "1", logFiles: [] };
    const insight = read("insight", TIME, { eventType: "AwsCloudTrailInsight", insightDetails: { state: "Start" } });
    const cwd = logs({
      "digest.json": JSON.stringify(digest),
      "insight.json": trail([insight]),
      "mixed.json": trail([read("beside", TIME), insight]),
    });
    const { code, ids, summary } = await scan(cwd);
    expect([code, [...ids].sort()]).toEqual([0, ["beside", "good"]]);
    expect(summary.files.skipped.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      "logs/digest.json: CloudTrail digest",
      "logs/insight.json: CloudTrail Insight",
    ]);
    expect(summary.records.aside).toEqual([{ path: "logs/mixed.json", reason: "CloudTrail Insight", count: 1 }]);
  });
});

describe("records that cannot be used: counted with their reason, exit 3, the others are kept", () => {
  const text = (record: JsonObject) => JSON.stringify(record);
  const deep = `${'{"a":'.repeat(150)}1${"}".repeat(150)}`;
  const bad: Readonly<Record<string, string | Uint8Array>> = {
    "invalid UTF-8": Buffer.concat([
      Buffer.from(text(read("x", TIME)).replace("/prod/db", "/prod/d").slice(0, -1)),
      Buffer.from([0x2c, 0x22, 0x78, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    ]),
    "invalid JSON": text(read("x", TIME)).replace('"eventVersion":', '"eventVersion"='),
    "not a JSON object": '["eventTime"]',
    "eventTime is missing": text(read("x", TIME)).replace('"eventTime"', '"eventTimes"'),
    "eventTime is not a time": text(read("x", "yesterday")),
    "nested deeper than": text(read("x", TIME)).replace('"/prod/db"', deep),
  };

  test.each(Object.keys(bad))("%s, between good records", async (reason) => {
    const [before, after] = [read("before", TIME), read("after", TIME)].map((each) => Buffer.from(text(each)));
    const lines = [before, Buffer.from(bad[reason] ?? ""), after, before].flatMap((each) => [each, Buffer.from("\n")]);
    const { code, ids, summary, stderr } = await scan(
      logs({ "lines.json": Buffer.concat(lines as readonly Uint8Array[]) }),
    );
    expect([code, [...ids].sort()]).toEqual([3, ["after", "before", "good"]]);
    const [[said = "", count] = []] = Object.entries(malformed(summary));
    expect([said.startsWith(`logs/lines.json: ${reason}`), count]).toEqual([true, 1]);
    expect(summary.records).toMatchObject({ read: 5, kept: 3, duplicate: 1 });
    expect(stderr).toContain(reason);
  });

  test("inside a log file, too", async () => {
    const parts = [text(read("before", TIME)), '{"eventTime": oops}', "7", text(read("after", TIME))];
    const { ids, summary } = await scan(logs({ "log.json": `{"Records":[${parts.join(",")}]}` }));
    expect([...ids].sort()).toEqual(["after", "before", "good"]);
    expect(Object.values(malformed(summary))).toEqual([1, 1]);
  });
});

test("nothing at all to read is no alert and no failure", async () => {
  const { code, ids, summary } = await scan(folderOf({ "logs/readme": "hello" }));
  expect([code, ids, summary.events]).toEqual([0, [], { total: 0, first: null, last: null }]);
});

test("times at both ends of the calendar cost nothing and lose nothing", async () => {
  const times = ["1970-01-01T00:00:00+15:59", "9998-12-31T23:59:59.999-15:59", "2026-01-02T03:04:05.5+00:00"];
  const cwd = logs({ "odd.json": trail(times.map((time, n) => read(`odd-${n}`, time))) });
  const ran = await runCli(["scan", "logs", "--format", "ndjson"], { cwd });
  expect(ran.code).toBe(0);
  expect(ran.stderr).toContain("4 kept, 0 duplicate, 0 malformed");
  expect((await scan(cwd)).ids).toHaveLength(4);
});

test("times that no calendar of four digits can print are no times", async () => {
  const times = ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999-15:59"];
  const cwd = logs({ "odd.json": trail(times.map((time, n) => read(`odd-${n}`, time))) });
  const ran = await runCli(["scan", "logs", "--format", "ndjson"], { cwd });
  expect(ran.code).toBe(3);
  expect(ran.stderr).toContain("2 malformed");
  expect(ran.stderr).toContain("eventTime is not a time");
});

describe("control characters in event text", () => {
  const hostile = "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e\u2028\u200b";
  const cwd = logs({
    "hostile.json": trail([
      read(`id${hostile}`, TIME, {
        userIdentity: user("x", { userName: `eve${hostile}`, arn: `arn:aws:iam::111122223333:user/eve${hostile}` }),
        userAgent: hostile,
        requestParameters: { name: `/prod/${hostile}`, withDecryption: true },
      }),
    ]),
  });
  const unsafe = /[^\P{C}\n]|[\u2028\u2029]/u;

  test.each(["table", "ndjson", "elastic", "datadog"])("do not reach the terminal as %s", async (format) => {
    const { stdout, stderr, code } = await runCli(["scan", "logs", "--format", format], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("eve\\u001b");
    expect([unsafe.exec(stdout)?.[0], unsafe.exec(stderr)?.[0]]).toEqual([undefined, undefined]);
  });

  test.each(["ecs", "datadog", "cloudtrail"])("nor from events as %s, and a JSON reader sees them", async (as) => {
    const ran = await runCli(["events", "logs", "--as", as], { cwd });
    expect(unsafe.exec(ran.stdout)?.[0]).toBeUndefined();
    expect(JSON.stringify(jsonLines(ran))).toContain(JSON.stringify(hostile).slice(1, -1));
  });

  test("in the names of files", async () => {
    const folder = folderOf({ "logs/evil\u001b[31m\u202e.json": '{"Records":[{"eventTime":7}]}' });
    const { stderr, code } = await scan(folder);
    expect(code).toBe(3);
    expect(stderr).toContain("evil\\u001b[31m\\u202e.json");
    expect(unsafe.exec(stderr)?.[0]).toBeUndefined();
  });
});
