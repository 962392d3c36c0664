import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import type { Alert } from "../../src/alert/alert.ts";
import { vocabularies } from "../../src/catalog/vocabularies.ts";
import { fillLake } from "../../src/engine/fill-lake.ts";
import { searchEvents } from "../../src/engine/search-events.ts";
import { newSeconds } from "../../src/engine/summary.ts";
import { openLake } from "../../src/lake/lake.ts";
import { compileSearch } from "../../src/lang/datadog/compile.ts";
import { compileKql } from "../../src/lang/kql/compile.ts";
import { source } from "../../src/source/source.ts";
import { DAY, HOUR } from "../../src/util/duration.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { folderOf } from "./folder.ts";
import { ACCOUNT, read, session, trail } from "./records.ts";
import { datadog, elastic, ruleFile } from "./rules.ts";
import { jsonLines, runCli } from "./run-cli.ts";
import { BIN, spawnCommand } from "./spawn-cli.ts";

const NASTIEST = "'; touch pwned; '\n$(touch pwned)";

/** What the attacker chose as the name of a session and of a parameter. */
const HOSTILE: readonly string[] = [
  "plain",
  "x; touch pwned",
  "$(touch pwned)",
  "`touch pwned`",
  "it's \"quoted\" '",
  NASTIEST,
  "-h",
  "--where",
  "file:///etc/passwd",
  "*",
  "a?b*c",
  "back\\slash\\",
  '"',
  "and or not",
  "(x",
  "{a:b}",
  "~/$HOME/$IFS",
  "é😀",
  "%s%n",
  "!hist #x",
  "new\nline",
  "bell\u0007 and \u202e",
];
const START = Date.parse("2026-01-10T00:00:00Z");
const timeOf = (n: number) => START + n * 30 * DAY;

/** Around the read of one session: how it came to be, what else it did, and who else read the same. */
function story(name: string, n: number): JsonObject[] {
  const [at, id] = [timeOf(n), (what: string) => `${n}-${what}`];
  const identity = { ...session("deploy", name), accessKeyId: `ASIA${n}${name}` };
  const by = { userIdentity: identity, sourceIPAddress: `198.51.100.${n}` };
  const arn = `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/app/${name}`;
  const requestParameters = { name: `/app/${name}`, withDecryption: true };
  return [
    read(id("assumed"), at - HOUR, {
      eventSource: "sts.amazonaws.com",
      eventName: "AssumeRole",
      requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/deploy`, roleSessionName: name },
      responseElements: { credentials: { accessKeyId: identity.accessKeyId } },
    }),
    read(id("read"), at, { ...by, requestParameters, resources: [{ ARN: arn, accountId: ACCOUNT }] }),
    read(id("decrypt"), at, {
      ...by,
      eventSource: "kms.amazonaws.com",
      eventName: "Decrypt",
      requestParameters: { encryptionContext: { PARAMETER_ARN: arn } },
    }),
    read(id("change"), at + DAY, { ...by, eventSource: "iam.amazonaws.com", eventName: "CreateAccessKey" }),
    read(id("other-reader"), at - 2 * DAY, {
      eventName: "GetParameters",
      requestParameters: { names: [`/app/${name}`] },
    }),
  ];
}

/** Begin of an investigation's title -> the event of the story that it must find. */
const PROMISES: Readonly<Record<string, string>> = {
  "Everything this identity did": "read",
  "Everything done with access key": "read",
  "Who else came from": "read",
  "Who assumed the role": "assumed",
  "Changes to permissions": "change",
  "Who else read the same secrets": "other-reader",
  "KMS decryptions": "decrypt",
};

const LOGS = "the logs; touch pwned";
const cwd = folderOf({
  [`${LOGS}/a.json`]: trail(HOSTILE.flatMap(story)),
  "elastic.ndjson": ruleFile(elastic("first-read", { query: "event.action: GetParameter and user.name: deploy" })),
  "datadog.ndjson": ruleFile(
    datadog("abc-def-ghi", {
      queries: [
        {
          query: "source:cloudtrail @evt.name:GetParameter @userIdentity.type:AssumedRole",
          groupByFields: ["@userIdentity.arn"],
        },
      ],
    }),
  ),
  "bin/args": '#!/bin/sh\nshift\nfor word in "$@"; do printf "%s\\0" "$word"; done\nprintf "\\0"\n',
});

async function alertsOf(rules: string): Promise<Alert[]> {
  const options = ["--no-builtin", "--rules", rules, "--format", "ndjson"];
  const alerts = jsonLines<Alert>(await runCli(["scan", LOGS, ...options], { cwd }));
  return alerts.sort((a, b) => (a.time < b.time ? -1 : 1));
}

/** The words that the shell makes of each command. */
async function wordsOf(commands: readonly string[]): Promise<string[][]> {
  const script = commands.map((command) => command.replace("trailhound", "./bin/args")).join("\n");
  chmodSync(join(cwd, "bin", "args"), 0o755);
  const { code, stdout, stderr } = await spawnCommand("sh", ["-c", script], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  return stdout
    .split("\0\0")
    .filter((part) => part !== "")
    .map((part) => part.split("\0"));
}

type Find = (words: readonly string[]) => Promise<string[]>;

/** Runs `events` commands, given as words, over one lake; gives the ids of what they find. */
async function withSearches(use: (find: Find) => Promise<void>): Promise<void> {
  const lake = await openLake({ directory: folderOf(), memoryLimit: "1GB", threads: 2, kind: "temporary" });
  try {
    await fillLake(lake, [join(cwd, LOGS)], { seconds: newSeconds(), threads: 0 });
    await use(async (words) => {
      const text = { type: "string" } as const;
      const { values, positionals } = parseArgs({
        args: [...words],
        allowPositionals: true,
        options: { as: text, where: text, from: text, to: text },
      });
      expect(positionals).toEqual([LOGS]);
      const compile = values.as === "ecs" ? compileKql : compileSearch;
      const as = values.as === "ecs" ? "ecs" : "datadog";
      const { predicate, diagnostics } = compile(source("--where", values.where ?? ""), vocabularies[as]);
      expect(diagnostics).toEqual([]);
      const range = { from: Date.parse(values.from ?? ""), to: Date.parse(values.to ?? "") };
      const ids: string[] = [];
      for await (const found of searchEvents({ as, predicate, range, limit: null }, lake.rows)) {
        ids.push(String(JSON.parse(found.record).eventID));
      }
      return ids;
    });
  } finally {
    await lake.close();
  }
}

const isPrintable = (name: string) => !/[\p{C}]/u.test(name);

describe.each(["elastic.ndjson", "datadog.ndjson"])("searches of the alerts of %s", (rules) => {
  let alerts: Alert[];

  beforeAll(async () => {
    alerts = await alertsOf(rules);
  });

  test("there is an alert for every name, with every search", () => {
    expect(alerts.map((alert) => alert.events.ids)).toEqual(HOSTILE.map((_, n) => [`${n}-read`]));
    for (const { investigate } of alerts) {
      for (const promise of Object.keys(PROMISES)) {
        expect(investigate.filter(({ title }) => title.startsWith(promise))).toHaveLength(1);
      }
    }
  });

  test("they have a command, unless the language cannot spell the name", () => {
    const without = alerts.filter(({ investigate }) => investigate.some(({ command }) => command === null));
    const unspeakable = rules === "elastic.ndjson" ? [] : HOSTILE.filter((name) => !isPrintable(name));
    expect(without.map(({ identity }) => identity.session)).toEqual(unspeakable);
  });

  test("as the shell reads them, they find what they promise, and nothing of another story but its role", async () => {
    const searches = alerts.flatMap(({ investigate }, n) =>
      investigate.flatMap(({ title, command }) => (command === null ? [] : [{ n, title, command }])),
    );
    const words = await wordsOf(searches.map(({ command }) => command));
    expect(words).toHaveLength(searches.length);
    await withSearches(async (find) => {
      for (const [i, { n, title }] of searches.entries()) {
        const promise = Object.entries(PROMISES).find(([begin]) => title.startsWith(begin))?.[1];
        const found = await find(words[i] ?? []);
        expect(found, `${title} (${HOSTILE[n]})`).toContain(`${n}-${promise}`);
        expect(
          found.filter((id) => !id.startsWith(`${n}-`)),
          title,
        ).toEqual([]);
      }
    });
    expect(existsSync(join(cwd, "pwned"))).toBe(false);
  });
});

test("they run as printed in sh with the program on the PATH", async () => {
  const shim = join(cwd, "bin", "trailhound");
  writeFileSync(shim, `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  chmodSync(shim, 0o755);
  const env = { ...process.env, PATH: `${join(cwd, "bin")}${delimiter}${process.env["PATH"]}` };
  const alerts = await alertsOf("elastic.ndjson");
  const nastiest = alerts.find(({ identity }) => identity.session === NASTIEST);
  expect(nastiest?.investigate).toHaveLength(Object.keys(PROMISES).length);
  for (const { title, command } of nastiest?.investigate ?? []) {
    const ran = await spawnCommand("sh", ["-c", command ?? "false"], { cwd, env });
    expect([title, ran.code, ran.stderr]).toEqual([title, 0, ""]);
    const ids = jsonLines<{ event: { id: string } }>(ran).map(({ event }) => event.id);
    const promise = Object.entries(PROMISES).find(([begin]) => title.startsWith(begin))?.[1];
    expect(ids).toContain(`${HOSTILE.indexOf(NASTIEST)}-${promise}`);
  }
  expect(existsSync(join(cwd, "pwned"))).toBe(false);
});
