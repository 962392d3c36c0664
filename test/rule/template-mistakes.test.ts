import { expect, test } from "vitest";
import { loadRules } from "../../src/rule/load.ts";
import { locate } from "../../src/source/location.ts";

const RULE = {
  id: "abc-def-ghi",
  name: "A rule with a message",
  type: "log_detection",
  isEnabled: true,
  message: "Look at {{@userIdentity.arn}}\nand {{#if @usr.name}}never closed",
  queries: [{ name: "a", query: "source:cloudtrail", aggregation: "count", groupByFields: [] }],
  cases: [{ name: "", status: "low", condition: "a > 5", notifications: [] }],
  options: { evaluationWindow: 300, keepAlive: 300, maxSignalDuration: 300, decreaseCriticalityBasedOnEnv: true },
  tags: [],
};

test("a mistake in a message's template is a warning at its place, and the rule runs", () => {
  const text = JSON.stringify(RULE, null, 2);
  const { rules, diagnostics } = loadRules([{ path: "rule.json", text }]);
  expect(rules).toHaveLength(1);
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  expect(warnings.map(({ code }) => code)).toEqual(["syntax"]);
  const [warning] = warnings;
  const place = warning && locate(warning.source, warning.span.start);
  expect([place?.line, place?.lineText.slice((place?.column ?? 0) - 1, (place?.column ?? 0) + 3)]).toEqual([6, "{{#i"]);
});

test("an option that cannot have an effect is noted", () => {
  const { diagnostics } = loadRules([{ path: "rule.json", text: JSON.stringify(RULE) }]);
  const notes = diagnostics.filter(({ code }) => code === "no-effect").map(({ message }) => message);
  expect(notes).toEqual(["options.decreaseCriticalityBasedOnEnv: CloudTrail events have no env tag"]);
});
