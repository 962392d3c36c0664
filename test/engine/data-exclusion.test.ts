import { expect, test } from "vitest";
import { type CompiledSuppression, compileSuppression } from "../../src/alert/suppression/compile-suppression.ts";
import { excludeData } from "../../src/engine/data-exclusion.ts";
import { holds } from "../../src/ir/holds.ts";
import type { DatadogSuppression } from "../../src/rule/datadog-suppression.ts";
import { loadRules } from "../../src/rule/load.ts";
import type { Rule } from "../../src/rule/rule.ts";
import { source } from "../../src/source/source.ts";
import { elementsOf } from "../sql/elements.ts";

const RULE = {
  id: "abc-def-ghi",
  name: "Reads",
  type: "log_detection",
  isEnabled: true,
  message: "Look.",
  queries: [{ name: "a", query: "@evt.name:GetParameter", aggregation: "count", groupByFields: [] }],
  cases: [{ name: "", status: "low", condition: "a > 5", notifications: [] }],
  options: { evaluationWindow: 300, keepAlive: 300, maxSignalDuration: 300 },
  tags: ["team:payments"],
};

function rule(): Rule {
  const [loaded] = loadRules([{ path: "rule.json", text: JSON.stringify(RULE) }]).rules;
  if (loaded === undefined) throw new Error("the rule does not load");
  return loaded;
}

function suppression(over: Partial<DatadogSuppression> = {}): CompiledSuppression {
  const { suppression: compiled } = compileSuppression({
    id: "s",
    name: "backups",
    enabled: true,
    ruleQuery: source("rule_query", "team:payments"),
    suppressionQuery: null,
    dataExclusionQuery: source("data_exclusion_query", "@userIdentity.userName:backup"),
    startDate: null,
    expirationDate: null,
    ...over,
  });
  if (compiled === null) throw new Error("the suppression does not compile");
  return compiled;
}

/** Whether the rule still looks at a read by this user on the second of January. */
function sees(narrowed: Rule, user: string): boolean {
  if (narrowed.method.kind !== "datadog_threshold") throw new Error("another method");
  const row = { event_name: "GetParameter", identity_user_name: user, event_time: "2026-01-02T00:00:00.000Z" };
  const [query] = narrowed.method.queries;
  return query !== undefined && holds(query.predicate, (value) => elementsOf(row, value));
}

test("what is excluded is not looked at, everything else is", () => {
  const narrowed = excludeData(rule(), [suppression()]);
  expect([sees(narrowed, "backup"), sees(narrowed, "ana")]).toEqual([false, true]);
});

test("not by a suppression that is switched off, or that is about other rules", () => {
  expect(sees(excludeData(rule(), [suppression({ enabled: false })]), "backup")).toBe(true);
  const other = suppression({ ruleQuery: source("rule_query", "team:search") });
  expect(sees(excludeData(rule(), [other]), "backup")).toBe(true);
});

test("from its start on and before its end", () => {
  const day = (date: string): number => Date.parse(`2026-01-${date}T00:00:00Z`);
  const during = (startDate: number | null, expirationDate: number | null): boolean =>
    sees(excludeData(rule(), [suppression({ startDate, expirationDate })]), "backup");
  expect([during(day("02"), null), during(day("03"), null)]).toEqual([false, true]);
  expect([during(null, day("03")), during(null, day("02"))]).toEqual([false, true]);
});
