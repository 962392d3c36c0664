import { chmodSync, cpSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { openLake } from "../../src/lake/lake.ts";
import { asNobody } from "./as-nobody.ts";
import { folderOf } from "./folder.ts";
import { read, trail } from "./records.ts";
import { elastic, ruleFile } from "./rules.ts";
import { type Ran, runCli } from "./run-cli.ts";

const RULE = elastic("every-read", { type: "query", query: "event.action: GetParameter" });
const ONLY = ["--no-builtin", "--rules", "rules.ndjson"];

/** A folder with a lake of two events that nobody but its owner may write to. */
async function folderWithLake(): Promise<string> {
  const cwd = folderOf({
    "rules.ndjson": ruleFile(RULE),
    "logs.json": trail([read("a", "2026-01-02T03:00:00Z"), read("b", "2026-01-03T03:00:00Z")]),
  });
  expect(await runCli(["scan", "logs.json", "--lake", "lake", ...ONLY], { cwd })).toMatchObject({ code: 0 });
  chmodSync(cwd, 0o755);
  return cwd;
}

function pathsBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true }).map(String).sort();
}

/** Takes the right to write from everybody, for the time of the test. */
function makeReadOnly(folder: string): void {
  const paths = [folder, ...pathsBelow(folder).map((path) => join(folder, path))];
  for (const path of paths) chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
  onTestFinished(() => {
    for (const path of paths) chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644);
  });
}

/** The system's temporary directory, of this test alone. */
function ownTemporaryDirectory(): string {
  const folder = folderOf();
  chmodSync(folder, 0o777);
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return folder;
}

const run = (cwd: string, ...args: readonly string[]): Promise<Ran> => asNobody(() => runCli(args, { cwd }));

test("a lake is read without the right to write there, and nothing is left anywhere", async () => {
  const cwd = await folderWithLake();
  makeReadOnly(cwd);
  const paths = pathsBelow(cwd);
  const temporary = ownTemporaryDirectory();
  const events = await run(cwd, "events", "--lake", "lake", "--where", "event.action: GetParameter");
  expect([events.stderr, events.code, events.stdout.trim().split("\n").length]).toEqual(["", 0, 2]);
  const others = [
    ["lake", "info", "lake"],
    ["backtest", "every-read", "--lake", "lake", ...ONLY],
    ["rules", "forecast", "every-read", "--lake", "lake", "--weeks", "1", ...ONLY],
    ["alerts", "list", "--data", "lake"],
  ];
  for (const args of others) expect([args, (await run(cwd, ...args)).code]).toEqual([args, 0]);
  expect(await run(cwd, "alerts", "show", "none", "--data", "lake")).toMatchObject({
    code: 2,
    stderr: 'there is no alert "none"\n',
  });
  const refused = await run(cwd, "alerts", "update", "none", "--data", "lake", "--assignee", "ana");
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/^trailhound: .*ermission denied/);
  expect([pathsBelow(cwd), pathsBelow(temporary)]).toEqual([paths, []]);
});

test("as it was copied beneath a process that writes, its log is read as well", async () => {
  const cwd = await folderWithLake();
  const options = { directory: join(cwd, "lake"), memoryLimit: "64MB", threads: 1, kind: "kept" } as const;
  const lake = await openLake(options);
  try {
    await lake.writes.transaction((session) => session.run("UPDATE state.parts SET level = 'logged'"));
    cpSync(join(cwd, "lake"), join(cwd, "copy"), { recursive: true });
  } finally {
    await lake.close();
  }
  expect(readdirSync(join(cwd, "copy"))).toContain("state.duckdb.wal");
  makeReadOnly(cwd);
  const levels = await asNobody(async () => {
    const copy = await openLake({ ...options, directory: join(cwd, "copy"), readOnly: true });
    try {
      return await copy.database.all("SELECT DISTINCT level FROM state.parts");
    } finally {
      await copy.close();
    }
  });
  expect(levels).toEqual([{ level: "logged" }]);
});

test("a directory that may not be looked at is refused as that", async () => {
  const cwd = await folderWithLake();
  chmodSync(join(cwd, "lake"), 0o000);
  onTestFinished(() => chmodSync(join(cwd, "lake"), 0o755));
  const { code, stderr } = await run(cwd, "events", "--lake", "lake");
  expect([code, stderr]).toEqual([2, expect.stringContaining("EACCES: permission denied")]);
});

test("alerts of a lake of an earlier version: what brings it up to date is said, and nothing is done", async () => {
  const cwd = await folderWithLake();
  const options = { directory: join(cwd, "lake"), memoryLimit: "64MB", threads: 1, kind: "kept" } as const;
  const lake = await openLake(options);
  const tables = await lake.database.all(
    "SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'state' AND table_name IN ('alerts', 'alert_aliases', 'threads', 'comments', 'audit', 'suppressions', 'outbox', 'objects', 'batches', 'watermarks', 'live_rules')",
  );
  for (const { name } of tables) await lake.database.run(`DROP TABLE state.${name}`);
  await lake.database.run("UPDATE state.meta SET version = 1");
  await lake.close();
  const old = await runCli(["alerts", "list", "--data", "lake"], { cwd });
  expect(old).toMatchObject({ code: 2, stdout: "" });
  expect(old.stderr).toMatch(/^lake: an earlier trailhound wrote this lake, .*"trailhound lake compact"/);
  expect((await runCli(["lake", "compact", "lake"], { cwd })).code).toBe(0);
  expect(await runCli(["alerts", "list", "--data", "lake"], { cwd })).toMatchObject({
    code: 0,
    stdout: "No alerts.\n",
  });
});
