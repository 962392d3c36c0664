import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadRules } from "../../src/rule/load.ts";
import { runRuleTest } from "../../src/simulate/run-rule-test.ts";
import type { RuleTest } from "../../src/simulate/test-file.ts";
import type { JsonObject } from "../../src/util/json.ts";

const RULE = `[rule]
rule_id = "0d9d1a3e-4f0c-4d3e-9c55-9d4b6f1c2a10"
name = "An event that replaces another"
description = "Looks at a field that has no column of its own."
type = "query"
language = "kuery"
index = ["logs-aws.cloudtrail-*"]
severity = "low"
risk_score = 21
query = 'aws.cloudtrail.addendum.reason: "UPDATED_DATA" and user_agent.name: "aws-cli"'
`;

const EVENT = {
  eventTime: "2026-01-15T10:00:00Z",
  eventSource: "ssm.amazonaws.com",
  eventName: "GetParameter",
  userAgent: "aws-cli/2.27.41",
  addendum: { reason: "UPDATED_DATA" },
};

let folder = "";
let runs = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trailhound-rule-test-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function failures(events: RuleTest["events"], alerts: number): Promise<readonly string[]> {
  const [rule] = loadRules([{ path: "rule.toml", text: RULE }]).rules;
  if (rule === undefined) throw new Error("the rule does not load");
  const run: RuleTest = {
    name: "t",
    events,
    expect: { alerts: { min: alerts, max: alerts }, entities: [], from: null },
  };
  return (await runRuleTest(rule, run, { records: {}, tests: [run] }, join(folder, `run-${runs++}`))).failures;
}

test("sees what a scan sees: fields without a column, and what enrichment adds", async () => {
  expect(await failures([EVENT], 1)).toEqual([]);
});

test("says when there are too many or too few alerts", async () => {
  expect(await failures([EVENT], 0)).toEqual([expect.stringMatching(/^expected 0 alerts, found 1/)]);
  expect(await failures([{ ...EVENT, addendum: { reason: "DELIVERY_DELAY" } }], 1)).toEqual([
    "expected 1 alerts, found 0",
  ]);
});

test("an event that no scan could read fails the test", async () => {
  expect(await failures([{ ...EVENT, requestParameters: nested(150) }], 0)).toEqual([
    expect.stringMatching(/^1 events: /),
  ]);
});

function nested(depth: number): JsonObject {
  let value: JsonObject = {};
  for (let i = 0; i < depth; i++) value = { a: value };
  return value;
}
