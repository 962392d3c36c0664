import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Alert } from "../../src/alert/alert.ts";
import type { BacktestReport } from "../../src/engine/backtest/backtest-report.ts";
import type { ForecastReport } from "../../src/engine/backtest/forecast-report.ts";
import type { Summary } from "../../src/engine/summary.ts";
import { DAY, HOUR } from "../../src/util/duration.ts";
import { folderOf } from "./folder.ts";
import { read, trail, user } from "./records.ts";
import { datadog, elastic, ruleFile } from "./rules.ts";
import { jsonLines, runCli } from "./run-cli.ts";

const START = Date.parse("2024-06-01T00:00:00Z");
const RECORDS = Array.from({ length: 60 }, (_, n) =>
  read(`e${n}`, START + n * 12 * HOUR + n * 1000, {
    userIdentity: user(n % 3 === 0 ? "ann" : n % 3 === 1 ? "ben" : "cy"),
    requestParameters: { name: `/p/${n % 5}`, withDecryption: true },
  }),
);

const SUPPRESSIONS = `suppressions:
  - id: ann
    applies_to: alerts
    rules: [every]
    query: 'identity.user: ann'
    owner: platform
    reason: her nightly job
    expires: never
  - id: no-ben
    applies_to: events
    language: datadog
    query: "@userIdentity.userName:ben"
    owner: platform
    reason: a test
    from: 2024-06-10
    expires: 2024-06-20
`;

const cwd = folderOf({
  "logs/a.json": trail(RECORDS),
  "rules/a.ndjson": ruleFile(elastic("every"), datadog("sum-med-aaa", { isEnabled: false })),
  "alone.json": JSON.stringify(elastic("alone", { name: "Alone", severity: "high" })),
  "broken.json": JSON.stringify(elastic("broken", { query: "event.actoin: x" })),
  "suppressions.yaml": SUPPRESSIONS,
  "wrong.yaml": SUPPRESSIONS.replace("identity.user", "identity.uzer"),
  "old.yaml": SUPPRESSIONS.replace("expires: never", "expires: 2024-06-05").replace("[every]", "[evry]"),
});
const run = (...args: readonly string[]) => runCli(args, { cwd });
const OWN = ["--no-builtin", "--rules", "rules"];
const LAKE = ["--lake", "lake", ...OWN];

beforeAll(async () => {
  expect(await run("scan", "logs", ...LAKE, "--out", "alerts.ndjson", "--format", "ndjson")).toMatchObject({ code: 0 });
});

describe("scan --suppressions", () => {
  const scan = (...args: readonly string[]) =>
    run("scan", "logs", ...OWN, "--format", "ndjson", "--summary", "summary.json", ...args);

  test("leaves alerts out and counts them by suppression; exceptions leave events out", async () => {
    const without = jsonLines<Alert>(await scan());
    const ran = await scan("--suppressions", "suppressions.yaml");
    const summary: Summary = JSON.parse(readFileSync(join(cwd, "summary.json"), "utf8"));
    const isBen = ({ identity, time }: Alert) =>
      identity.user === "ben" && time >= "2024-06-10T00:00:00.000Z" && time < "2024-06-20T00:00:00.000Z";
    const expected = without.filter((alert) => alert.identity.user !== "ann" && !isBen(alert));
    expect(jsonLines<Alert>(ran).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(summary.suppressions).toEqual({ ann: 20 });
    expect(summary.detections).toMatchObject({ suppressed: 20, alerts: expected.length });
    expect(ran.stderr).toContain("Alerts that suppressions keep from being shown\n          ann: 20 alerts");
  });

  test("refuses what is wrong before anything is read, and names those that have ended", async () => {
    const wrong = await scan("--suppressions", "wrong.yaml", "--suppressions", "missing.yaml");
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("wrong.yaml:5:13: error[unknown-field]: unknown field `identity.uzer`");
    expect(wrong.stderr).toContain("2 errors in the suppressions: nothing was scanned");
    const old = await scan("--suppressions", "old.yaml");
    expect(old.code).toBe(0);
    expect(old.stderr).toContain('old.yaml:8:14: warning[no-effect]: the suppression "ann" of "platform" ended at');
    expect(old.stderr).toContain('the suppression "ann" names the rule "evry", which is not there');
    expect(old.stderr).toContain('did you mean "every"?');
  });
});

describe("backtest", () => {
  test("the lake is only read: no byte of it changes, and nothing is added", async () => {
    const state = () => readFileSync(join(cwd, "lake", "state.duckdb"));
    const files = () => readdirSync(join(cwd, "lake"), { recursive: true, encoding: "utf8" }).sort();
    const before = [state(), files()];
    const ran = await run("backtest", "every", ...LAKE, "--suppressions", "suppressions.yaml");
    expect(ran.code).toBe(0);
    await run("rules", "forecast", "every", ...LAKE);
    expect([state(), files()]).toEqual(before);
  });

  test("prints totals, a chart of days, the noisiest entities and what is taken away", async () => {
    const { stdout } = await run(
      "backtest",
      "every",
      ...LAKE,
      "--suppressions",
      "suppressions.yaml",
      "--to",
      "2024-06-05",
    );
    expect(stdout).toBe(`Events    60 stored, 2024-06-01 00:00:00Z to 2024-06-30 12:00:59Z
Range     before 2024-06-05 00:00:00Z
Rules     1
Found     8 detections: 5 alerts, 3 suppressed
Alerts    5: 5 medium

DAY             ALERTS
2024-06-01           1  ██████████████████████████████████████
2024-06-02           1  ██████████████████████████████████████
2024-06-03           2  ████████████████████████████████████████████████████████████████████████████
2024-06-04           1  ██████████████████████████████████████

Rule every (every)
  5 alerts: 5 medium
         3    60 %  arn:aws:iam::111122223333:user/ben
         2    40 %  arn:aws:iam::111122223333:user/cy

What exceptions do
  exception no-ben of every removes 0 alerts

What suppressions hide
  ann hides 3 alerts
`);
  });

  test("rules are named by id, by name and as files, also those that are switched off", async () => {
    const json = async (...args: readonly string[]): Promise<BacktestReport> => {
      const ran = await run("backtest", ...args, ...LAKE, "--format", "json", "--limit", "1");
      expect(ran).toMatchObject({ code: 0 });
      return JSON.parse(ran.stdout);
    };
    const ids = async (...args: readonly string[]) => (await json(...args)).rules.map(({ id }) => id);
    expect(await ids("every", "Rule every", "sum-med-aaa")).toEqual(["every", "sum-med-aaa"]);
    expect(await ids("rules")).toEqual(["every", "sum-med-aaa"]);
    const report = await json("alone.json", "every");
    expect(report.rules.map(({ id, alerts }) => [id, alerts])).toEqual([
      ["alone", 60],
      ["every", 60],
    ]);
    expect(report.severities).toEqual({ info: 0, low: 0, medium: 60, high: 60, critical: 0 });
    expect(report.identities).toEqual({
      total: 3,
      noisiest: [{ entity: { "identity.arn": expect.stringContaining("user/") }, alerts: 40, share: 0.3333 }],
    });
  });

  test.each([
    [["nothing"], 'there is no rule file, id or name "nothing"'],
    [["evry"], 'did you mean "every"?'],
    [["broken.json"], "unknown field `event.actoin`"],
    [["every", "--suppressions", "wrong.yaml"], "1 error in the suppressions: nothing was run"],
    [["every", "--from", "2024-06-02", "--to", "2024-06-01"], "there is no time between them"],
    [["every", "--lake", "no-lake"], "there is no lake"],
    [["every", "--lake", " "], "--lake: expected the directory of a lake"],
    [["every", "--limit", "x"], "expected a whole number"],
  ])("refused: %j", async (args, message) => {
    const ran = await run("backtest", ...LAKE, ...args);
    expect([ran.code, ran.stdout]).toEqual([2, ""]);
    expect(ran.stderr).toContain(message);
  });
});

test("rules forecast prints a sentence, the weeks and the noisiest", async () => {
  const ran = await run("rules", "forecast", "every", ...LAKE, "--weeks", "2", "--limit", "1");
  expect(ran.code).toBe(0);
  expect(ran.stdout).toBe(`Weeks  2, 2024-06-16 00:00:00Z to 2024-06-30 00:00:00Z

Rule every (every)
  about 14 alerts a week (14 to 14, in 2 weeks)
  2024-06-16        14  ████████████████████████████████████████████████████
  2024-06-23        14  ████████████████████████████████████████████████████
        10    36 %  arn:aws:iam::111122223333:user/ann
  and 2 more with alerts
`);
  const json = await run("rules", "forecast", "every", ...LAKE, "--format", "json");
  const report: ForecastReport = JSON.parse(json.stdout);
  expect(report.rules[0]?.weeks.map(({ alerts }) => alerts)).toEqual([14, 14, 14, 14]);
  expect(Date.parse(report.range?.to ?? "") - Date.parse(report.range?.from ?? "")).toBe(28 * DAY);
  expect((await run("rules", "forecast", "every", ...LAKE, "--weeks", "0")).code).toBe(2);
});

describe("rules check --suppressions", () => {
  test("says what is wrong with them, in text and as JSON", async () => {
    const good = await run("rules", "check", "rules", "--suppressions", "suppressions.yaml");
    expect(good).toMatchObject({ code: 0 });
    expect(good.stdout).toContain("ok           suppressions.yaml: (suppressions)");
    const bad = await run("rules", "check", "rules", "--suppressions", "wrong.yaml", "--suppressions", "none.yaml");
    expect(bad.code).toBe(2);
    expect(bad.stdout).toContain("wrong.yaml:5:13: error[unknown-field]");
    expect(bad.stdout).toContain("none.yaml:1:1: error[unknown-reference]");
    const json = await run("rules", "check", "rules", "--suppressions", "old.yaml", "--format", "json");
    const entry = JSON.parse(json.stdout).find(({ file }: { file: string }) => file === "old.yaml");
    expect(entry.status).toBe("ok");
    expect(entry.diagnostics.map(({ line, code }: { line: number; code: string }) => [line, code])).toEqual([
      [8, "no-effect"],
      [16, "no-effect"],
      [4, "unknown-reference"],
    ]);
  });
});
