import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { expandTestEvents } from "../../src/simulate/expand-test-events.ts";
import { readTestFile } from "../../src/simulate/test-file.ts";

const rules = new URL("../../rules/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, rules), "utf8");
const files = ["elastic", "datadog"].flatMap((folder) =>
  readdirSync(new URL(folder, rules)).map((name) => `${folder}/${name}`),
);
const ruleFiles = files.filter((path) => !path.endsWith(".tests.json"));
const testFiles = ruleFiles.map((path) => path.replace(/\.(toml|json)$/, ".tests.json"));
const validate = new Ajv2020({ strict: true, strictTypes: false }).compile(JSON.parse(read("tests.schema.json")));

test("every rule has tests, and every file of tests a rule", () => {
  expect(files.filter((path) => path.endsWith(".tests.json")).sort()).toEqual([...testFiles].sort());
  expect(ruleFiles.length).toBeGreaterThanOrEqual(8);
});

describe.each(testFiles)("%s", (path) => {
  const value: unknown = JSON.parse(read(path));

  test("keeps to the schema", () => {
    validate(value);
    expect(validate.errors).toBeNull();
  });

  test("expands without problems into events of its own", () => {
    const { file, problems } = readTestFile(value);
    expect(problems).toEqual([]);
    for (const each of file?.tests ?? []) {
      const { records, problems: own } = expandTestEvents(each, file?.records ?? {});
      expect(own, each.name).toEqual([]);
      expect(new Set(records.map((record) => record["eventID"])).size, each.name).toBe(records.length);
      expect(JSON.stringify(records), each.name).not.toMatch(/\{n[}%]/);
    }
  });

  test("has both: something that must alert and something that must not", () => {
    const wanted = readTestFile(value).file?.tests.map((each) => each.expect.alerts) ?? [];
    expect(wanted.some((each) => each.min > 0)).toBe(true);
    expect(wanted.some((each) => each.max === 0)).toBe(true);
  });
});

describe.each(ruleFiles)("%s", (path) => {
  const text = read(path);

  test("guides whoever is on call", () => {
    for (const part of ["## What happened", "## Investigate", "## Judge", "## Respond"]) expect(text).toContain(part);
    expect(text.toLowerCase()).toMatch(/false[_ ]positives/);
  });

  test("names tactic, technique and references", () => {
    expect(text).toMatch(/TA00\d\d/);
    expect(text).toMatch(/T1\d{3}/);
    expect(text).toContain("https://docs.aws.amazon.com/");
    expect(text).toContain("https://attack.mitre.org/techniques/");
  });
});
