import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { folderOf } from "../cli/folder.ts";
import { read, trail, user } from "../cli/records.ts";
import { datadog, elastic, ruleFile } from "../cli/rules.ts";
import { alertIds, deliverFile, type Serving, startServe, stored, until } from "./serving.ts";

const NOON = Date.UTC(2026, 4, 1, 12);
const SPAN = { from: "2026-05-01T00:00:00Z", to: "2026-05-02T00:00:00Z" };

/** What would write `pwned` into the data directory, where the database may write, or give what is in a file. */
const SQL = [
  "read_csv('/etc/passwd')",
  "'); COPY (SELECT 1) TO 'data/pwned.csv'; --",
  "' || (SELECT content FROM read_text('/etc/passwd')) || '",
  "'; ATTACH 'data/pwned.duckdb' AS pwned; --",
  "'; DROP TABLE state.alerts; --",
  "INSTALL httpfs",
  "' UNION ALL SELECT content FROM read_text('data/serve.json') --",
  "$$); COPY state.alerts TO 'data/pwned.parquet'; --",
  "\\'); COPY (SELECT 1) TO 'data/pwned.csv'; --",
  "\"; EXPORT DATABASE 'data/pwned'; --",
  "data/events/**/*.parquet",
] as const;

const inKql = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

let folder = "";
let serving: Serving;

beforeAll(async () => {
  const [csv, copy] = [SQL[0], SQL[1]];
  folder = folderOf({
    "rules/a.ndjson": ruleFile(
      elastic("its-text", { query: `user_agent.original: ${inKql(copy)}`, max_signals: 100 }),
      datadog("its-value'; DROP TABLE state.alerts; --", {
        queries: [{ query: `@requestParameters.name:${inKql(csv)}`, groupByFields: ["@userAgent"] }],
      }),
    ),
  });
  mkdirSync(join(folder, "logs"));
  const events = SQL.map((text, i) =>
    read(`${text} ${i}`, NOON + i * 1000, {
      userAgent: text,
      requestParameters: { name: text, [text]: text },
      userIdentity: user(text),
    }),
  );
  for (const [i, event] of events.entries()) deliverFile(folder, `${i} ${SQL[i]?.replaceAll("/", "_")}.json`, [event]);
  serving = await startServe(folder, ["--source", "dir:logs", "--rules", "rules", "--no-builtin"]);
  await stored(serving, SQL.length);
});

/** Nothing was written, nothing told, nothing lost. */
async function unharmed(answers: readonly string[], alerts: number): Promise<void> {
  const files = readdirSync(folder, { recursive: true }).map(String);
  expect(files.filter((name) => name.includes("pwned") && !name.startsWith("logs/"))).toEqual([]);
  for (const answer of answers) expect(answer).not.toMatch(/root:x?:0|"pid":/);
  expect((await serving.call("/healthz")).body.status).not.toBe("failing");
  expect(await alertIds(serving)).toHaveLength(alerts);
  expect((await serving.call("/v1/lake")).body.events).toBeGreaterThanOrEqual(SQL.length);
}

describe("SQL in what comes from outside", () => {
  test("is data in events, in rules and in names of files", async () => {
    const listed = (await serving.call("/v1/alerts")).body.alerts;
    const byRule = listed.map(({ alert }: { alert: { rule: { id: string }; events: { ids: string[] } } }) => [
      alert.rule.id,
      alert.events.ids,
    ]);
    expect(new Map(byRule)).toEqual(
      new Map([
        ["its-text", [`${SQL[1]} 1`]],
        ["its-value'; DROP TABLE state.alerts; --", [`${SQL[0]} 0`]],
      ]),
    );
    await unharmed([JSON.stringify(listed)], 2);
  });

  test("is a value or a mistake in searches of events, in each vocabulary", async () => {
    const found: string[] = [];
    const fields = { ecs: "user_agent.original", datadog: "@userAgent", cloudtrail: "userAgent" };
    for (const [as, field] of Object.entries(fields)) {
      for (const [i, text] of SQL.entries()) {
        const exact = await serving.call("/v1/events/search", {
          body: { as, where: `${field}:${inKql(text)}`, ...SPAN },
        });
        expect([as, text, exact.status, exact.body.events?.length]).toEqual([as, text, 200, 1]);
        expect(exact.text).toContain(JSON.stringify(`${text} ${i}`).slice(1, -1));
        for (const where of [text, `${field}:${text}`, `${inKql(text)}:*`, `${field}:(${text})`, `* ${text}`]) {
          const answer = await serving.call("/v1/events/search", { body: { as, where, ...SPAN } });
          expect([200, 400]).toContain(answer.status);
          found.push(answer.text);
        }
      }
    }
    await unharmed(found, 2);
  });

  test("is a value or a mistake in filters, ids and suppressions", async () => {
    const answers: string[] = [];
    const about = { owner: SQL[1], reason: SQL[2], rules: null };
    for (const text of SQL) {
      const value = encodeURIComponent(text);
      for (const query of ["q", "rule", "assignee", "cursor", "state", "from"]) {
        const answer = await serving.call(`/v1/alerts?${query}=${value}`);
        expect([200, 400]).toContain(answer.status);
        answers.push(answer.text);
      }
      for (const path of ["", "/comments", "/audit"])
        expect((await serving.call(`/v1/alerts/${value}${path}`)).status).toBe(404);
      for (const query of [text, `identity.user: ${inKql(text)}`, `@userAgent:${inKql(text)}`])
        for (const language of ["kql", "datadog"])
          for (const applies_to of ["alerts", "events"]) {
            const body = { ...about, rules: [text], applies_to, language, query };
            const answer = await serving.call("/v1/suppressions/preview", { body });
            expect([200, 400, 422]).toContain(answer.status);
            answers.push(answer.text);
          }
    }
    const { id } = (await serving.call("/v1/alerts")).body.alerts[0].alert;
    const made = await serving.call("/v1/suppressions", {
      body: {
        ...about,
        applies_to: "alerts",
        language: "kql",
        query: `identity.user: ${inKql("'; DROP TABLE state.alerts; --x")}`,
      },
    });
    expect(made.status).toBe(201);
    for (const text of SQL) {
      await serving.call(`/v1/alerts/${id}`, { method: "PATCH", body: { assignee: text } });
      await serving.call(`/v1/alerts/${id}/comments`, { body: { text } });
    }
    expect((await serving.call(`/v1/alerts/${id}`)).body.triage.assignee).toBe(SQL.at(-1));
    const said = (await serving.call(`/v1/alerts/${id}/comments`)).body.comments;
    expect(said.map(({ text }: { text: string }) => text)).toEqual(SQL);
    await unharmed(answers, 2);
  });
});

test("files of every odd kind are counted, none of them stops it, and each line of the log is one", async () => {
  const long = "x".repeat(10_000);
  const evil = 'evil\n{"level":"fatal","msg":"made up"}\u001b[31m\u0007\u202e';
  spawnSync("mkfifo", [join(folder, "logs", "pipe.json")]);
  mkdirSync(join(folder, "logs", "folder.json.gz"));
  deliverFile(folder, "folder.json.gz/within.json", [read("within", NOON)]);
  deliverFile(folder, "not-gzip.json.gz", "\u001f\u008bnonsense");
  deliverFile(folder, "cut.json.gz", gzipSync(trail([read("cut", NOON)])).subarray(0, 60));
  deliverFile(folder, `${evil}.json`, "{ no json");
  deliverFile(folder, `${evil}/[a-z]*?{b,c}.json`, [
    read(`long-${long}`, NOON, {
      userAgent: long,
      requestParameters: { [long]: [long, { [long]: long }] },
      errorMessage: evil,
    }),
    read("after", NOON, { sourceIPAddress: evil, userIdentity: user(evil) }),
  ]);
  writeFileSync(join(folder, "big"), "{".repeat(20 * 1024 * 1024));
  renameSync(join(folder, "big"), join(folder, "rules", "big.ndjson"));
  mkdirSync(join(folder, "rules", "folder.toml"));
  spawnSync("mkfifo", [join(folder, "rules", "pipe.toml")]);
  writeFileSync(join(folder, "rules", `${evil}.toml`), 'rule = "');

  await stored(serving, SQL.length + 3);
  const rules = await until("the rules that are broken", async () => {
    const { body } = await serving.call("/v1/health");
    const problems = body.problems.join(" ") as string;
    return problems.includes("big.ndjson") && problems.includes("evil") ? problems : null;
  });
  expect(rules).not.toMatch(/\p{C}/u);
  const metrics = (await serving.call("/metrics")).text;
  expect(metrics).toMatch(/^trailhound_objects_total\{outcome="(skipped|incomplete)"\} [1-9]/m);
  const searched = await serving.call("/v1/events/search", { body: { where: null, ...SPAN, limit: 1000 } });
  expect(searched.body.events).toHaveLength(SQL.length + 3);
  expect(await serving.stop()).toBe(0);
  const lines = serving.log().trimEnd().split("\n");
  for (const line of lines)
    expect(JSON.parse(line)).toMatchObject({ level: expect.stringMatching(/^(info|warn|error)$/) });
  expect(lines.join("")).not.toMatch(/\p{Cc}/u);
  expect(existsSync(join(folder, "data", "serve.json"))).toBe(false);
});
