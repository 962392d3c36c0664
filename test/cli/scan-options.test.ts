import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Alert } from "../../src/alert/alert.ts";
import type { Summary } from "../../src/engine/summary.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { folderOf } from "./folder.ts";
import { read, trail, user } from "./records.ts";
import { elastic, ruleFile } from "./rules.ts";
import { jsonLines, type Ran, runCli } from "./run-cli.ts";

const RECORDS = [
  read("first", "2026-01-02T03:00:00Z"),
  read("second", "2026-01-03T03:00:00Z"),
  read("bob-1", "2026-01-05T03:00:00Z", { userIdentity: user("bob") }),
  read("second", "2026-01-03T03:00:00Z"),
];
const NEW_READER = elastic("new-reader", {
  type: "new_terms",
  query: "event.action: GetParameter",
  new_terms_fields: ["aws.cloudtrail.user_identity.arn"],
  history_window_start: "now-10d",
});
const UNSUPPORTED = elastic("sequence", {
  type: "eql",
  language: "eql",
  query: "sequence by user.name [any where true] [any where true]",
});
const cwd = folderOf({
  "logs/a.json": trail(RECORDS),
  "logs/readme.txt": "logs of January",
  "broken/a.json": '{"Records":[7]}',
  "rules/new.ndjson": ruleFile(NEW_READER),
  "rules-eql.ndjson": ruleFile(UNSUPPORTED, elastic("fine")),
});
const RULES = ["--no-builtin", "--rules", "rules"];

function scan(...args: readonly string[]): Promise<Ran> {
  return runCli(["scan", ...args], { cwd });
}

describe("exit codes, as `trailhound scan --help` has them", () => {
  test("the help names them all", async () => {
    const { code, stdout } = await scan("--help");
    expect(code).toBe(0);
    for (const line of [
      "0    done",
      "1    --fail-on",
      "2    wrong usage or a wrong rule",
      "3    done, but some input",
    ]) {
      expect(stdout).toContain(line);
    }
  });

  test("0: done, with and without alerts", async () => {
    expect((await scan("logs", ...RULES)).code).toBe(0);
    expect((await scan("logs", ...RULES, "--to", "2025-01-01")).code).toBe(0);
  });

  test.each([
    ["info", 1],
    ["medium", 1],
    ["high", 0],
  ])("--fail-on %s with alerts of medium severity: %i", async (severity, code) => {
    expect((await scan("logs", ...RULES, "--fail-on", severity)).code).toBe(code);
  });

  test("an alert that --fail-on asks for counts for more than input that could not be read", async () => {
    expect((await scan("logs", "nowhere", ...RULES, "--fail-on", "medium")).code).toBe(1);
    expect((await scan("logs", "nowhere", ...RULES, "--fail-on", "high")).code).toBe(3);
    expect((await scan("broken", ...RULES)).code).toBe(3);
  });

  test.each([
    [["logs", "--formt", "ndjson"], "Did you mean --format?"],
    [["logs", "--fail-on", "bad"], "Allowed choices are info, low, medium, high, critical"],
    [["logs", "--format", "xml"], "Allowed choices are table, ndjson, elastic, datadog"],
    [[], "missing required argument 'path'"],
    [["logs", "--from", "2026-02-30"], '--from "2026-02-30": expected an ISO time'],
    [["logs", "--to", "now-10x"], '--to "now-10x": expected an ISO time'],
    [["logs", "--from", "2026-01-03", "--to", "2026-01-03"], "there is no time between them"],
    [["logs", "--max-file-size", "big"], '--max-file-size "big": expected a size such as 512MB'],
    [["logs", "--memory", "0"], '--memory "0": expected a size such as 512MB'],
    [["logs", "--threads", "0"], "expected 1 to 256"],
    [["logs", "--threads", "two"], "expected a whole number"],
    [["logs", "--no-builtin"], "there are no rules to run"],
    [["logs", "--rules", "nowhere"], "nowhere:1:1: error[unknown-reference]: the file cannot be read (ENOENT)"],
    [["logs", "--mmdb", "nowhere.mmdb"], "--mmdb nowhere.mmdb: not a readable MaxMind DB file"],
    [["logs", "--out", "no/such/folder"], '--out "no/such/folder": its folder is not there'],
    [["logs", "--summary", "rules"], '--summary "rules": this is a directory'],
    [["logs", "--report", "no/report.html"], '--report "no/report.html": its folder is not there'],
  ])("2: %j", async (args, message) => {
    const { code, stdout, stderr } = await scan(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });

  test("2: an unknown command, with a guess", async () => {
    const { code, stderr } = await runCli(["scna", "logs"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("(Did you mean scan?)");
  });

  test("too little memory is said as such", async () => {
    const { code, stderr } = await scan("logs", ...RULES, "--memory", "1MB");
    expect([code, stderr]).toEqual([2, '--memory "1MB": expected 128MB or more\n']);
  });
});

describe("rules that cannot be used: exit 2, nothing scanned", () => {
  /** Scans with a rule file of this content; the outputs must not come to be. */
  async function refused(name: string, content: string): Promise<string> {
    writeFileSync(join(cwd, name), content);
    const outputs = ["--out", "refused.out", "--summary", "refused.json", "--report", "refused.html"];
    const { code, stdout, stderr } = await scan("logs", "--rules", name, ...outputs);
    expect([code, stdout]).toEqual([2, ""]);
    expect(["out", "json", "html"].filter((each) => existsSync(join(cwd, `refused.${each}`)))).toEqual([]);
    expect(stderr).toMatch(/errors? in the rules: nothing was scanned\n$/);
    return stderr;
  }

  test("a syntax error, with file, line, column and caret", async () => {
    const stderr = await refused("syntax.toml", '[rule]\nname = "x"\nquery = "event.action: \n');
    expect(stderr).toMatch(/^syntax\.toml:3:\d+: error\[syntax\]: /);
    expect(stderr).toContain('3 | query = "event.action: \n');
    expect(stderr).toMatch(/\n {4,}\^/);
  });

  test("a syntax error inside a query stands where the file has it", async () => {
    const stderr = await refused(
      "query.ndjson",
      ruleFile(elastic("one"), elastic("two", { query: "event.action: (a or" })),
    );
    expect(stderr).toMatch(/^query\.ndjson:2:\d+: error\[syntax\]: /);
  });

  test("an unknown field, with a guess", async () => {
    const stderr = await refused("field.ndjson", ruleFile(elastic("one", { query: "event.actoin: x" })));
    expect(stderr).toContain("unknown field `event.actoin`");
    expect(stderr).toContain('did you mean "event.action"?');
  });

  test("two rules of one id", async () => {
    const stderr = await refused("twice.ndjson", ruleFile(elastic("same"), elastic("same", { name: "Other" })));
    expect(stderr).toContain("error[duplicate-id]");
    expect(stderr).toContain("twice.ndjson:2:");
  });

  test("a wildcard and a nesting of a size that would hang", async () => {
    const stars = await refused(
      "stars.ndjson",
      ruleFile(elastic("stars", { query: `event.action: ${"a*".repeat(5000)}b` })),
    );
    expect(stars).toContain("error[limit]");
    const deep = await refused(
      "deep.ndjson",
      ruleFile(elastic("deep", { query: `${"(".repeat(5000)}event.action: x${")".repeat(5000)}` })),
    );
    expect(deep).toContain("error[limit]");
  });

  test("all problems of all files at once", async () => {
    const stderr = await refused(
      "three.ndjson",
      ruleFile(
        elastic("a", { query: "nonsense.field: 1" }),
        elastic("b", { severity: "huge" }),
        elastic("c", { surprise: 1 }),
      ),
    );
    expect(stderr).toContain("3 errors in the rules");
  });

  test("a suppression whose query cannot be read", async () => {
    const suppression = { name: "s", rule_query: "*", suppression_query: "@a:(", data_exclusion_query: "" };
    expect(await refused("suppression.json", JSON.stringify(suppression))).toContain("error[syntax]");
  });
});

test("a wildcard that backtracking would hang on is judged in no time", async () => {
  const stars = "*a*a*a*a*a*a*a*a*a*a*b";
  const rule = elastic("stars", {
    query: `user_agent.original: ${stars} or user.name: ${stars.replaceAll("*a", "?*a")}`,
  });
  const agent = "a".repeat(100_000);
  const folder = folderOf({
    "rules.ndjson": ruleFile(rule),
    "logs.json": trail([
      read("no", "2026-01-02T03:00:00Z", { userAgent: agent, userIdentity: user(agent) }),
      read("yes", "2026-01-02T03:00:00Z", { userAgent: `${agent}b` }),
    ]),
  });
  const ran = await runCli(["scan", "logs.json", "--no-builtin", "--rules", "rules.ndjson", "--format", "ndjson"], {
    cwd: folder,
  });
  expect(jsonLines<Alert>(ran).map((alert) => alert.events.ids)).toEqual([["yes"]]);
}, 10_000);

describe("rules of a kind that is not supported", () => {
  test("are named, and the others run", async () => {
    const args = ["logs", "--no-builtin", "--rules", "rules-eql.ndjson", "--format", "ndjson", "--summary", "s.json"];
    const ran = await scan(...args);
    expect(ran.code).toBe(0);
    expect(jsonLines<Alert>(ran).map((alert) => alert.rule.id)).toEqual(["fine", "fine", "fine"]);
    expect(ran.stderr).toContain("error[unsupported-type]");
    const summary: Summary = JSON.parse(readFileSync(join(cwd, "s.json"), "utf8"));
    expect(summary.rules.unsupported).toEqual([
      { id: "sequence", name: "Rule sequence", file: "rules-eql.ndjson", reason: expect.stringContaining("eql") },
    ]);
  });

  test("are errors with --strict", async () => {
    const { code, stdout, stderr } = await scan("logs", "--no-builtin", "--rules", "rules-eql.ndjson", "--strict");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("rules-eql.ndjson:1:");
  });
});

describe("what is printed where", () => {
  test("standard output carries alerts only, standard error the summary", async () => {
    const ran = await scan("logs", ...RULES, "--format", "ndjson");
    expect(jsonLines<Alert>(ran).map((alert) => alert.events.ids)).toEqual([["first"], ["bob-1"]]);
    expect(ran.stderr).toMatch(/^Files {5}1 of 2 read, 1 skipped\nRecords {3}4: 3 kept, 1 duplicate, 0 malformed\n/);
    const table = await scan("logs", ...RULES);
    expect(table.stdout).toContain("user alice");
    expect(table.stdout).not.toContain("Records");
  });

  test("--out writes the same bytes to a file and nothing to standard output", async () => {
    for (const format of ["table", "ndjson", "elastic", "datadog"]) {
      const toStdout = await scan("logs", ...RULES, "--format", format);
      const toFile = await scan("logs", ...RULES, "--format", format, "--out", "out.txt");
      expect(toFile.stdout).toBe("");
      expect(readFileSync(join(cwd, "out.txt"), "utf8")).toBe(toStdout.stdout);
    }
  });

  test("--summary has exactly the fields of the issue, and those that were added to them", async () => {
    await scan("logs", ...RULES, "--summary", "summary.json");
    const { seconds, ...summary }: Summary = JSON.parse(readFileSync(join(cwd, "summary.json"), "utf8"));
    expect(summary).toEqual({
      files: { seen: 2, read: 1, skipped: [{ path: "logs/readme.txt", reason: "not JSON", unreadable: false }] },
      records: { read: 4, kept: 3, duplicate: 1, malformed: [], aside: [], repaired: 0 },
      events: { total: 3, first: "2026-01-02T03:00:00.000Z", last: "2026-01-05T03:00:00.000Z" },
      rules: { loaded: 1, disabled: [], unsupported: [], failed: [] },
      detections: { total: 2, alerts: 2, suppressed: 0, over_cap: 0, summaries: 0 },
      suppressions: {},
      insufficient_baseline: {},
      missing_group: {},
      cut_combinations: {},
    });
    expect(Object.keys(seconds)).toEqual(["decompress", "split", "parse", "store", "evaluate", "total"]);
    for (const value of Object.values(seconds)) expect(value).toBeGreaterThanOrEqual(0);
  });

  test("--report writes one page of HTML", async () => {
    await scan("logs", ...RULES, "--report", "report.html");
    const page = readFileSync(join(cwd, "report.html"), "utf8");
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).toContain("user/bob");
  });

  test("--format elastic and datadog print the vendors' documents of the same alerts", async () => {
    const ids = jsonLines<Alert>(await scan("logs", ...RULES, "--format", "ndjson")).map((alert) => alert.id);
    const elastics = jsonLines<JsonObject>(await scan("logs", ...RULES, "--format", "elastic"));
    expect(elastics.map((each) => each["kibana.alert.uuid"])).toEqual(ids);
    expect(elastics.map((each) => each["kibana.alert.rule.rule_id"])).toEqual(["new-reader", "new-reader"]);
    const signals = jsonLines<JsonObject>(await scan("logs", ...RULES, "--format", "datadog"));
    expect(signals).toHaveLength(2);
    for (const each of signals) expect(each["attributes"]).toMatchObject({ status: "medium" });
  });
});

describe("--from and --to", () => {
  const idsOf = (ran: Ran) => jsonLines<Alert>(ran).flatMap((alert) => alert.events.ids);

  test("choose alerts; events before are history all the same", async () => {
    const from = (time: string) => scan("logs", ...RULES, "--format", "ndjson", "--from", time);
    expect(idsOf(await from("2026-01-02T03:00:00Z"))).toEqual(
      ["first", "second", "bob-1"].filter((id) => id !== "second"),
    );
    expect(idsOf(await from("2026-01-02T03:00:00.001Z"))).toEqual(["bob-1"]);
    expect(idsOf(await from("now-10d"))).toEqual([]);
  });

  test("an end is exclusive, a day begins at midnight UTC", async () => {
    const to = (time: string) => scan("logs", ...RULES, "--format", "ndjson", "--to", time);
    expect(idsOf(await to("2026-01-05T03:00:00Z"))).toEqual(["first"]);
    expect(idsOf(await to("2026-01-05T04:00:00.001+01:00"))).toEqual(["first", "bob-1"]);
    expect(idsOf(await to("2026-01-05"))).toEqual(["first"]);
    expect(idsOf(await to("2026-01-06"))).toEqual(["first", "bob-1"]);
  });
});

test("`-` is standard input, beside other paths", async () => {
  const stdin = trail([read("piped", "2026-01-05T02:00:00Z", { userIdentity: user("carol") })]);
  const ran = await runCli(["scan", "-", "logs", ...RULES, "--format", "ndjson"], { cwd, stdin });
  expect(jsonLines<Alert>(ran).flatMap((alert) => alert.events.ids)).toEqual(["first", "piped", "bob-1"]);
  expect(ran.stderr).toContain("Files     2 of 3 read, 1 skipped");
});

test("rules that are switched off are named and run only when asked", async () => {
  const folder = folderOf({
    "r.ndjson": ruleFile(elastic("off", { enabled: false }), NEW_READER),
    "l.json": trail(RECORDS),
  });
  const run = (...more: string[]) =>
    runCli(["scan", "l.json", "--no-builtin", "--rules", "r.ndjson", "--format", "ndjson", ...more], { cwd: folder });
  const without = await run();
  expect(new Set(jsonLines<Alert>(without).map((alert) => alert.rule.id))).toEqual(new Set(["new-reader"]));
  expect(without.stderr).toMatch(/switched off\n\s+off\n/);
  const all = await run("--include-disabled");
  expect(new Set(jsonLines<Alert>(all).map((alert) => alert.rule.id))).toEqual(new Set(["new-reader", "off"]));
});
