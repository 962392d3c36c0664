import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderOf } from "./folder.ts";
import { datadog, elastic, ruleFile } from "./rules.ts";
import { runCli } from "./run-cli.ts";

const RULES = join(import.meta.dirname, "../../rules");
const builtin = ["elastic", "datadog"].flatMap((folder) =>
  readdirSync(join(RULES, folder))
    .filter((name) => !name.endsWith(".tests.json"))
    .map((name) => join(RULES, folder, name)),
);
const EQL = elastic("sequence", { name: "A sequence", type: "eql", language: "eql", query: "any where true" });
const WRONG = elastic("wrong", { name: "A wrong one", query: "event.actoin: x" });
const cwd = folderOf({
  "fine.ndjson": ruleFile(elastic("fine")),
  "mixed.ndjson": ruleFile(elastic("fine"), EQL, WRONG),
  "unsupported.ndjson": ruleFile(EQL),
  "broken.toml": "[rule]\nname = \n",
  "datadog.json": JSON.stringify(datadog("abc-def-ghi")),
  "hostile.ndjson": ruleFile(elastic("hostile", { name: "red \u001b[31m \u009b \u202e" })),
});
const rules = (...args: readonly string[]) => runCli(["rules", ...args], { cwd });

describe("rules check", () => {
  test("of the built-in pack: a line a rule, all well", async () => {
    const { code, stdout, stderr } = await rules("check", ...builtin);
    expect(code).toBe(0);
    expect(stdout.match(/^ok {11}/gm)).toHaveLength(builtin.length);
    expect(stderr).toBe(`${builtin.length} ok, 0 not supported yet, 0 with errors\n`);
  });

  test("--format json has exactly the shape of the issue", async () => {
    const { code, stdout } = await rules("check", "mixed.ndjson", "--format", "json");
    expect(code).toBe(2);
    const [fine, sequence, wrong] = JSON.parse(stdout);
    const common = { file: "mixed.ndjson", format: "elastic-ndjson" };
    expect(fine).toEqual({
      ...common,
      id: "fine",
      name: "Rule fine",
      type: "query",
      language: "kuery",
      status: "ok",
      diagnostics: [],
    });
    expect(sequence).toEqual({
      ...common,
      id: "sequence",
      name: "A sequence",
      type: "eql",
      language: "eql",
      status: "unsupported",
      diagnostics: [
        expect.objectContaining({ code: expect.stringMatching(/^unsupported-/), severity: "error", line: 2 }),
      ],
    });
    const column = JSON.stringify(WRONG).indexOf("event.actoin") + 1;
    expect(wrong).toEqual({
      ...common,
      id: "wrong",
      name: "A wrong one",
      type: "query",
      language: "kuery",
      status: "error",
      diagnostics: [
        {
          code: "unknown-field",
          severity: "error",
          message: "unknown field `event.actoin`",
          line: 3,
          column,
          hint: 'did you mean "event.action"?',
        },
      ],
    });
  });

  test("every problem stands under its rule with file, line, column, caret and guess", async () => {
    const { stdout, stderr } = await rules("check", "mixed.ndjson");
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("ok           mixed.ndjson: Rule fine");
    expect(lines[1]).toBe("unsupported  mixed.ndjson: A sequence");
    expect(stdout).toMatch(
      /error {8}mixed\.ndjson: A wrong one\nmixed\.ndjson:3:\d+: error\[unknown-field\]: .*\n3 \| .*\n +\^{12}\n +did you mean/,
    );
    expect(stderr).toBe("1 ok, 1 not supported yet, 1 with errors\n");
  });

  test.each([
    [["fine.ndjson"], 0],
    [["unsupported.ndjson"], 0],
    [["unsupported.ndjson", "--strict"], 2],
    [["mixed.ndjson"], 2],
    [["broken.toml"], 2],
    [["nowhere.toml"], 2],
    [["fine.ndjson", "fine.ndjson"], 0],
    [["."], 2],
  ])("%j: exit code %i", async (args, code) => {
    expect((await rules("check", ...args)).code).toBe(code);
    expect((await rules("check", ...args, "--format", "json")).code).toBe(code);
  });

  test("a file that cannot be read is an entry without a rule", async () => {
    const { stdout } = await rules("check", "nowhere.toml", "--format", "json");
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({ file: "nowhere.toml", id: null, name: null, status: "error" }),
    ]);
  });

  test("what a rule says about itself does not reach the terminal as it is", async () => {
    for (const args of [["check"], ["check", "--format", "json"]]) {
      const { stdout } = await rules(...args, "hostile.ndjson");
      expect(stdout).toContain("\\u001b[31m \\u009b \\u202e");
      expect(stdout).not.toMatch(/[^\P{C}\n]/u);
    }
    const listed = await rules("list", "--no-builtin", "--rules", "hostile.ndjson", "--format", "json");
    expect(listed.stdout).not.toMatch(/[^\P{C}\n]/u);
    expect(JSON.parse(listed.stdout)[0].name).toBe("red \u001b[31m \u009b \u202e");
  });
});

describe("rules list", () => {
  test("shows the built-in rules and those that are added", async () => {
    const { code, stdout } = await rules("list", "--rules", "datadog.json");
    expect(code).toBe(0);
    expect(stdout).toContain("First read of a secret by a role");
    expect(stdout).toContain("Rule abc-def-ghi");
    const json = JSON.parse((await rules("list", "--format", "json")).stdout);
    expect(json).toHaveLength(builtin.length);
    for (const each of json) {
      expect(Object.keys(each)).toEqual(
        expect.arrayContaining(["id", "name", "format", "type", "severity", "risk_score", "enabled", "tags", "file"]),
      );
    }
  });

  test("what cannot be used is said, and is an error unless it is only not supported", async () => {
    const unsupported = await rules("list", "--rules", "unsupported.ndjson");
    expect([unsupported.code, unsupported.stderr]).toEqual([0, expect.stringContaining("unsupported.ndjson:1:")]);
    const wrong = await rules("list", "--rules", "mixed.ndjson");
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("mixed.ndjson:3:")]);
    const missing = await rules("list", "--rules", "nowhere.toml");
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining("nowhere.toml")]);
  });
});

describe("rules explain", () => {
  test.each(builtin.map((path) => [path.slice(RULES.length + 1), path]))("%s", async (_, path) => {
    const { code, stdout, stderr } = await rules("explain", path);
    expect([code, stderr]).toEqual([0, ""]);
    for (const title of ["Meaning", "Fields", "Plan", "SQL (duckdb)"]) expect(stdout).toContain(`\n${title}\n---`);
    expect(stdout).toContain("SELECT");
  });

  test("by id and by name", async () => {
    const byId = await rules("explain", "trl-ssm-enm");
    const byName = await rules("explain", "Unusual number of Parameter Store parameters read by an identity");
    expect(byId.code).toBe(0);
    expect(byName.stdout).toBe(byId.stdout);
    expect((await rules("explain", "fine", "--rules", "fine.ndjson")).stdout).toContain("event.action");
  });

  test("shows nothing that a terminal would act on", async () => {
    const query = 'event.action: "\u001b[31m\u202e" and user.name: "x\\u0007"';
    const folder = folderOf({ "rule.ndjson": ruleFile(elastic("hostile", { query, name: "\u009b" })) });
    const { code, stdout } = await runCli(["rules", "explain", "rule.ndjson"], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain("WHERE (\"event_name\" = '\\u001b[31m\\u202e'");
    expect(stdout).not.toMatch(/[^\P{C}\n]/u);
  });

  test("of what is not there or cannot be used: exit 2 with a guess or the problem", async () => {
    const unknown = await rules("explain", "trl-ssm-emn");
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('did you mean "trl-ssm-enm"')]);
    for (const file of ["unsupported.ndjson", "broken.toml"]) {
      const refused = await rules("explain", file);
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(`${file}:`)]);
    }
  });
});

describe("rules test", () => {
  const rule = elastic("tested", { query: "event.action: GetParameter" });
  const event = { eventTime: "2026-01-02T03:04:05Z", eventSource: "ssm.amazonaws.com", eventName: "GetParameter" };
  const testFile = (alerts: number) =>
    JSON.stringify({ tests: [{ name: "a read", events: [event], expect: { alerts } }] });

  test.each([
    [1, 0, "ok    Rule tested: a read\n1 passed, 0 failed\n"],
    [2, 1, "FAIL  Rule tested: a read (rule.ndjson)\n      expected 2 alerts, found 1"],
  ])("that expects %i alerts: exit code %i", async (alerts, code, text) => {
    const folder = folderOf({ "rule.ndjson": ruleFile(rule), "rule.tests.json": testFile(alerts) });
    const ran = await runCli(["rules", "test", "rule.ndjson"], { cwd: folder });
    expect([ran.code, ran.stdout]).toEqual([code, expect.stringContaining(text)]);
  });

  test("a rule without tests is counted, a file that is not there or wrong is an error", async () => {
    const untested = await rules("test", "fine.ndjson");
    expect([untested.code, untested.stdout, untested.stderr]).toEqual([
      0,
      "0 passed, 0 failed\n",
      "1 rules have no tests\n",
    ]);
    expect((await rules("test", "nowhere.toml")).code).toBe(2);
    expect((await rules("test", "broken.toml")).code).toBe(2);
    const folder = folderOf({ "rule.ndjson": ruleFile(rule), "rule.tests.json": '{"tests":[{"nam":1}]}' });
    const wrong = await runCli(["rules", "test", "rule.ndjson"], { cwd: folder });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('did you mean "name"?')]);
  });
});
