import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { deliverFile, type Serving, startServe, stored, until } from "../serve/serving.ts";
import { folderOf } from "./folder.ts";
import { read } from "./records.ts";
import { elastic, ruleFile } from "./rules.ts";
import { jsonLines, runCli } from "./run-cli.ts";
import { spawnCli } from "./spawn-cli.ts";

const NOON = Date.UTC(2026, 4, 1, 12);
const RULE = elastic("reads", { query: "event.action: GetParameter", max_signals: 100 });

let folder = "";
let serving: Serving;

beforeAll(async () => {
  folder = folderOf({ "rules.ndjson": ruleFile(RULE) });
  mkdirSync(join(folder, "logs"));
  deliverFile(folder, "a.json", [read("e1", NOON), read("e2", NOON + 60_000)]);
  const args = ["--source", "dir:logs", "--rules", "rules.ndjson", "--no-builtin"];
  serving = await startServe(folder, args);
  await stored(serving, 2);
});

describe("a directory that is served", () => {
  test("is refused to whoever would write to it, with the name of who serves it", async () => {
    const cwd = folder;
    const before = readdirSync(join(cwd, "data")).sort();
    const refused = [
      [
        "serve",
        "--data",
        "data",
        "--source",
        "dir:logs",
        "--no-builtin",
        "--rules",
        "rules.ndjson",
        "--listen",
        "127.0.0.1:0",
      ],
      ["scan", "logs", "--lake", "data", "--no-builtin", "--rules", "rules.ndjson"],
      ["lake", "compact", "data"],
    ];
    for (const args of refused) {
      // In a process of its own: it takes the signals of the one it runs in.
      const ran = await (args[0] === "serve" ? spawnCli(args, { cwd }) : runCli(args, { cwd }));
      expect([args[0], ran.code, ran.stdout]).toEqual([args[0], 2, ""]);
      expect(ran.stderr).toMatch(new RegExp(`^data: another process has this lake open \\(process ${serving.pid}\\)`));
      expect(ran.stderr.trim().split("\n")).toHaveLength(1);
    }
    expect(readdirSync(join(cwd, "data")).sort()).toEqual(before);
    expect((await serving.call("/healthz")).body).toEqual({ status: "ok" });
  });

  test("is read by the commands that only read", async () => {
    const cwd = folder;
    const run = async (...args: string[]) => {
      const ran = await runCli(args, { cwd });
      expect([args[0], ran.code, ran.stderr]).toEqual([args[0], 0, ran.stderr]);
      return ran;
    };
    const found = jsonLines<{ eventID: string }>(await run("events", "--lake", "data", "--as", "cloudtrail"));
    expect(found.map(({ eventID }) => eventID)).toEqual(["e1", "e2"]);
    const info = JSON.parse((await run("lake", "info", "data", "--format", "json")).stdout);
    expect(info).toMatchObject({ events: 2 });
    const tested = await run("backtest", "rules.ndjson", "--no-builtin", "--lake", "data", "--format", "json");
    expect(JSON.stringify(JSON.parse(tested.stdout))).toContain('"reads"');
    const weeks = await run("rules", "forecast", "rules.ndjson", "--no-builtin", "--lake", "data", "--format", "json");
    expect(JSON.parse(weeks.stdout)).toMatchObject({ stored: { events: 2 }, failed: [] });
  });

  test("lets people work on its alerts, through its API", async () => {
    const cwd = folder;
    const listed = await runCli(["alerts", "list", "--data", "data", "--format", "ndjson"], { cwd });
    const alerts = jsonLines<{ alert: { id: string } }>(listed);
    expect(alerts).toHaveLength(2);
    const id = alerts[0]?.alert.id ?? "";
    const update = ["alerts", "update", id, "--data", "data", "--state", "closed", "--reason", "benign"];
    expect(await runCli(update, { cwd })).toMatchObject({ code: 0 });
    const comment = ["alerts", "comment", id, "as agreed", "--data", "data"];
    expect(await runCli(comment, { cwd })).toMatchObject({ code: 0 });
    const shown = await runCli(["alerts", "show", id, "--data", "data"], { cwd });
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.stdout).toMatch(/closed[\s\S]*as agreed/);
    await until("the API to say so", async () => {
      const { body } = await serving.call(`/v1/alerts/${id}`);
      return body.triage.state === "closed" && body.triage.reason === "benign";
    });
  });
});

describe("serve says at once", () => {
  test.each([
    [
      ["--data", "logs/data", "--source", "dir:logs"],
      /^--data logs\/data lies in the source dir:.*logs, which would read what is written there\n$/,
    ],
    [
      ["--data", "new"],
      /^the configuration: there is nothing to watch: expected `sources` in the configuration, or --source\n$/,
    ],
    [["--data", "new", "--config", "none.yaml"], /^none\.yaml: the file cannot be read \(ENOENT\)\n$/],
    [["--data", "new", "--config", "empty.yaml"], /^empty\.yaml: there is nothing to watch/],
  ])("%j: nothing is started", async (args, message) => {
    const cwd = folderOf({ "empty.yaml": "" });
    mkdirSync(join(cwd, "logs"));
    const { code, stdout, stderr } = await runCli(["serve", ...args], { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(readdirSync(cwd).sort()).toEqual(["empty.yaml", "logs"]);
  });

  test("which suppressions have ended, hold for everything, or name rules that are not there", async () => {
    const suppression = { applies_to: "alerts", owner: "o", reason: "r" };
    const sup = [
      { ...suppression, id: "over", query: "rule.id: x", expires: "2026-01-01" },
      { ...suppression, id: "all", query: "*", expires: "never", rules: ["reads", "raeds"] },
    ];
    const cwd = folderOf({ "rules.ndjson": ruleFile(RULE), "sup.yaml": JSON.stringify({ suppressions: sup }) });
    mkdirSync(join(cwd, "logs"));
    const warned = await startServe(cwd, [
      ...["--source", "dir:logs", "--rules", "rules.ndjson", "--no-builtin", "--suppressions", "sup.yaml"],
    ]);
    expect(await warned.stop()).toBe(0);
    const warnings = warned.log().match(/sup\.yaml:\d+:\d+: .*/g) ?? [];
    expect(warnings).toHaveLength(3);
    expect(warnings.join("\n")).toMatch(
      /warning\[always-matches\].*\n.*"over" of "o" ended at 2026.*\n.*"raeds", which is not there/,
    );
  });
});
