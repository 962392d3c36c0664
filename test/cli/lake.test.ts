import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Alert } from "../../src/alert/alert.ts";
import type { Summary } from "../../src/engine/summary.ts";
import { folderOf } from "./folder.ts";
import { read, trail, user } from "./records.ts";
import { elastic, ruleFile } from "./rules.ts";
import { jsonLines, type Ran, runCli } from "./run-cli.ts";

const BOB = { userIdentity: user("bob") };
const EVE = { userIdentity: user("eve") };
const DAYS = [
  [read("a1", "2026-01-02T03:00:00Z"), read("a2", "2026-01-02T23:59:59Z")],
  [read("a3", "2026-01-03T03:00:00Z"), read("b1", "2026-01-03T04:00:00Z", BOB), read("a2", "2026-01-02T23:59:59Z")],
  [read("b2", "2026-01-04T03:00:00Z", BOB), read("e1", "2026-01-04T03:00:01Z", EVE)],
];
const RULES = [
  elastic("new-reader", {
    type: "new_terms",
    query: "event.action: GetParameter",
    new_terms_fields: ["aws.cloudtrail.user_identity.arn"],
    history_window_start: "now-10d",
  }),
  elastic("every-read", { type: "query", query: "event.action: GetParameter" }),
];
const ONLY = ["--no-builtin", "--rules", "rules", "--format", "ndjson"];

function newFolder(): string {
  const files = DAYS.map((records, day) => [`day-${day}.json`, trail(records)]);
  return folderOf({ ...Object.fromEntries(files), "rules/rules.ndjson": ruleFile(...RULES) });
}

async function scanDay(cwd: string, day: number, ...more: readonly string[]): Promise<Ran> {
  return runCli(["scan", `day-${day}.json`, "--lake", "lake", ...ONLY, "--summary", `summary-${day}.json`, ...more], {
    cwd,
  });
}

function summaryOf(cwd: string, day: number): Summary {
  return JSON.parse(readFileSync(join(cwd, `summary-${day}.json`), "utf8")) as Summary;
}

const idsOf = (ran: Ran): readonly string[] => jsonLines<Alert>(ran).map(({ id }) => id);

async function filledLake(): Promise<string> {
  const cwd = newFolder();
  for (const day of DAYS.keys()) expect(await scanDay(cwd, day)).toMatchObject({ code: 0 });
  return cwd;
}

describe("scan --lake", () => {
  test("day by day finds what one scan of all days finds", async () => {
    const cwd = newFolder();
    const found: string[] = [];
    for (const day of DAYS.keys()) found.push(...idsOf(await scanDay(cwd, day)));
    const whole = idsOf(await runCli(["scan", "day-0.json", "day-1.json", "day-2.json", ...ONLY], { cwd }));
    expect(whole.length).toBe(3 + 6);
    // The day boundary lies inside of what day 1 brings: a2 is old there.
    expect([...found].sort()).toEqual([...whole].sort());
  });

  test("says what was added and which time was judged; the sums hold", async () => {
    const cwd = await filledLake();
    expect(summaryOf(cwd, 1)).toMatchObject({
      records: { read: 3, kept: 2, duplicate: 1 },
      events: { total: 4, first: "2026-01-02T03:00:00.000Z", last: "2026-01-03T04:00:00.000Z" },
      lake: {
        directory: "lake",
        added: { events: 2, first: "2026-01-03T03:00:00.000Z", last: "2026-01-03T04:00:00.000Z" },
        judged: { from: "2026-01-03T03:00:00.000Z", to: "2026-01-03T04:00:00.001Z" },
        parts: 2,
      },
    });
  });

  test("of logs that it holds already finds nothing, unless a time is asked for", async () => {
    const cwd = await filledLake();
    const again = await scanDay(cwd, 1);
    expect([again.code, again.stdout]).toEqual([0, ""]);
    expect(again.stderr).toContain("0 new: nothing new: no alerts were looked for");
    expect(summaryOf(cwd, 1)).toMatchObject({ records: { read: 3, kept: 0, duplicate: 3 }, lake: { judged: null } });
    const asked = await scanDay(cwd, 1, "--from", "2026-01-04");
    const judged = jsonLines<Alert>(asked).map(({ rule, events }) => [rule.id, events.ids[0]]);
    expect(judged).toEqual([
      ["every-read", "b2"],
      ["every-read", "e1"],
      ["new-reader", "e1"],
    ]);
    expect(summaryOf(cwd, 1).lake?.judged).toEqual({ from: "2026-01-04T00:00:00.000Z", to: null });
  });

  test("that did not come to its end is made up for by the next", async () => {
    const cwd = newFolder();
    await scanDay(cwd, 0);
    // The alerts have nowhere to go: the events count all the same.
    const failed = await scanDay(cwd, 1, "--out", "/dev/full");
    expect(failed.code).toBe(2);
    const next = jsonLines<Alert>(await scanDay(cwd, 2)).map(({ rule, events }) => [rule.id, events.ids[0]]);
    expect(next.filter(([rule]) => rule === "every-read").map(([, id]) => id)).toEqual(["a3", "b1", "b2", "e1"]);
    expect(await scanDay(cwd, 2)).toMatchObject({ code: 0, stdout: "" });
  });

  test("prints searches of the lake, which run", async () => {
    const cwd = newFolder();
    const [alert] = jsonLines<Alert>(await scanDay(cwd, 0));
    const command = alert?.investigate[0]?.command ?? "";
    expect(command).toMatch(/^trailhound events --lake 'lake' --as ecs --where '/);
    const [, where, from, to] = /--where '([^']+)' --from (\S+) --to (\S+)$/.exec(command) ?? [];
    const found = await runCli(
      ["events", "--lake", "lake", "--where", where ?? "", "--from", from ?? "", "--to", to ?? ""],
      { cwd },
    );
    expect([found.code, jsonLines(found).length]).toEqual([0, 2]);
  });

  test("refuses a directory that holds something else, and leaves it alone", async () => {
    const cwd = folderOf({ "lake/events/mine.parquet": "x", "day-0.json": trail(DAYS[0] ?? []) });
    const { code, stderr } = await runCli(["scan", "day-0.json", "--lake", "lake"], { cwd });
    expect([code, stderr]).toEqual([
      2,
      "lake: this is no lake, and not empty: a new lake needs a directory of its own\n",
    ]);
    expect(readdirSync(join(cwd, "lake"), { recursive: true }).sort()).toEqual(["events", "events/mine.parquet"]);
    expect(await runCli(["scan", "day-0.json", "--lake", ""], { cwd })).toMatchObject({ code: 2 });
  });
});

describe("events --lake", () => {
  test("prints what a search of the same logs prints, and changes nothing", async () => {
    const cwd = await filledLake();
    const files = readdirSync(join(cwd, "lake"), { recursive: true, encoding: "utf8" }).sort();
    const search = ["--as", "cloudtrail", "--where", "not eventID: a1", "--to", "2026-01-04T03:00:01Z"];
    const ofLake = await runCli(["events", "--lake", "lake", ...search], { cwd });
    const ofLogs = await runCli(["events", "day-0.json", "day-1.json", "day-2.json", ...search], { cwd });
    expect(ofLake).toEqual(ofLogs);
    expect(jsonLines(ofLake)).toHaveLength(4);
    expect(readdirSync(join(cwd, "lake"), { recursive: true, encoding: "utf8" }).sort()).toEqual(files);
  });

  test("takes no logs besides, and one of both is needed", async () => {
    const cwd = newFolder();
    const both = await runCli(["events", "day-0.json", "--lake", "lake"], { cwd });
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining("give no PATH with it")]);
    const none = await runCli(["events"], { cwd });
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("name logs to search")]);
    const missing = await runCli(["events", "--lake", "lake"], { cwd });
    expect([missing.code, missing.stderr]).toEqual([2, "lake: there is no lake (no state.duckdb)\n"]);
    expect(existsSync(join(cwd, "lake"))).toBe(false);
  });
});

describe("lake", () => {
  test("info counts what is there", async () => {
    const cwd = await filledLake();
    const { stdout } = await runCli(["lake", "info", "lake", "--format", "json"], { cwd });
    const info = JSON.parse(stdout);
    expect(info).toMatchObject({
      directory: "lake",
      events: 6,
      first: "2026-01-02T03:00:00.000Z",
      last: "2026-01-04T03:00:01.000Z",
      parts: 3,
      superseded: 0,
      days: [
        { day: "2026-01-02", parts: 1, events: 2 },
        { day: "2026-01-03", parts: 1, events: 2 },
        { day: "2026-01-04", parts: 1, events: 2 },
      ],
    });
    const json = DAYS.flat().reduce((sum, record) => sum + Buffer.byteLength(JSON.stringify(record)), 0);
    const copy = Buffer.byteLength(JSON.stringify(DAYS[1]?.[2]));
    expect(info.json_bytes).toBeGreaterThan(json - copy - 40);
    expect(info.json_bytes).toBeLessThan(json - copy + 40);
    expect(info.stored_bytes).toBe(info.part_bytes + info.state_bytes);
    expect(info.stored_ratio).toBeCloseTo(info.stored_bytes / info.json_bytes);
    const table = await runCli(["lake", "info", "lake"], { cwd });
    expect(table.stdout).toContain("6, 2026-01-02 03:00:00Z to 2026-01-04 03:00:01Z");
    for (const line of table.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });

  test("compact merges the parts of a day and says what it saved", async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, "day-1.json"), trail([read("a9", "2026-01-02T04:00:00Z")]));
    for (const day of [0, 1]) await scanDay(cwd, day);
    const merged = await runCli(["lake", "compact", "lake"], { cwd });
    expect([merged.code, merged.stderr]).toEqual([0, expect.stringContaining("2 parts became 1: ")]);
    const again = await runCli(["lake", "compact", "lake"], { cwd });
    expect(again.stderr).toContain("nothing to merge: 1 part");
    expect(jsonLines(await runCli(["events", "--lake", "lake"], { cwd }))).toHaveLength(3);
  });

  test.each(["info", "compact"])("%s of what is no lake is refused", async (command) => {
    const cwd = folderOf({ "logs/a.json": "{}" });
    for (const directory of ["logs", "none"])
      expect(await runCli(["lake", command, directory], { cwd })).toMatchObject({
        code: 2,
        stderr: `${directory}: there is no lake (no state.duckdb)\n`,
      });
    expect(readdirSync(cwd)).toEqual(["logs"]);
  });
});
