import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadChosenRules } from "../../src/cli/load-rules.ts";
import { explainRule } from "../../src/engine/explain.ts";
import { plansOf } from "../../src/engine/plans-of.ts";
import type { Rule } from "../../src/rule/rule.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { datadog, elastic } from "../cli/rules.ts";
import { withLake } from "../lake/temporary-lake.ts";
import { ruleOf } from "./rules.ts";

const GOLDENS = join(import.meta.dirname, "goldens", "explain");
const READS = "source:cloudtrail @evt.name:GetParameter*";
const BY_ARN = ["@userIdentity.arn"];
const windows = { evaluationWindow: 1800, keepAlive: 3600, maxSignalDuration: 86_400 };

/** A rule of each method that uses most of what the method has. */
const RULES: Readonly<Record<string, JsonObject>> = {
  query: elastic("query", {
    query: "event.action: (GetParameter or Put*) and not source.ip: 10.0.0.0/8",
    alert_suppression: { group_by: ["user.name"], duration: { value: 2, unit: "h" } },
  }),
  "new-terms": elastic("new-terms", {
    type: "new_terms",
    query: "event.outcome: success and aws.cloudtrail.flattened.request_parameters.withDecryption: true",
    new_terms_fields: ["user.name", "cloud.account.id"],
    history_window_start: "now-10d",
  }),
  "elastic-threshold": elastic("elastic-threshold", {
    type: "threshold",
    query: "event.outcome: failure",
    threshold: { field: ["user.name"], value: 5, cardinality: [{ field: "event.action", value: 3 }] },
  }),
  "datadog-threshold": datadog("abc-def-thr", {
    queries: [
      { query: READS, groupByFields: BY_ARN, aggregation: "cardinality", distinctFields: ["@requestParameters.name"] },
      { query: `${READS} @errorCode:AccessDenied`, groupByFields: BY_ARN },
    ],
    cases: [
      { name: "denied", status: "high", condition: "b > 3 && a > 1" },
      { name: "", status: "low", condition: "a > 10" },
    ],
    options: { detectionMethod: "threshold", ...windows },
  }),
  "new-value": datadog("abc-def-new", {
    queries: [{ query: READS, groupByFields: BY_ARN, aggregation: "new_value", metrics: ["@awsRegion"] }],
    cases: [{ name: "", status: "medium" }],
    options: {
      detectionMethod: "new_value",
      evaluationWindow: 0,
      keepAlive: 0,
      maxSignalDuration: 0,
      newValueOptions: { forgetAfter: 28, learningMethod: "duration", learningDuration: 7 },
    },
  }),
  anomaly: datadog("abc-def-ano", {
    queries: [
      { query: READS, groupByFields: BY_ARN, aggregation: "cardinality", distinctFields: ["@requestParameters.name"] },
    ],
    cases: [{ name: "", status: "low", condition: "a > 0.995" }],
    options: { detectionMethod: "anomaly_detection", ...windows },
  }),
};

describe("explain", () => {
  test.each(Object.keys(RULES))("a rule of the method %s", async (name) => {
    const rule = ruleOf(RULES[name] ?? {});
    await expect(await explainRule(rule)).toMatchFileSnapshot(join(GOLDENS, `${name}.txt`));
  });
});

async function bound(rules: readonly Rule[]): Promise<void> {
  await withLake(async (lake) => {
    for (const rule of rules) {
      const plans = await plansOf(rule);
      expect(plans.length, rule.name).toBeGreaterThan(0);
      for (const plan of plans) {
        const rows = [];
        for await (const row of lake.rows(plan)) rows.push(row);
        expect(rows.length, rule.name).toBeLessThanOrEqual(1);
      }
    }
  });
}

describe("DuckDB binds and runs every statement of", () => {
  test("each method", () => bound(Object.values(RULES).map(ruleOf)));

  test("the built-in rules", async () => {
    const { rules } = await loadChosenRules({ builtin: true }, 0);
    expect(rules.length).toBeGreaterThanOrEqual(8);
    await bound(rules);
  });
});
