import stringWidth from "string-width";
import { expect, test } from "vitest";
import { ruleTable } from "../../../src/report/terminal/rule-table.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import { sampleRule } from "../samples/sample-rule.ts";

const rules: readonly Rule[] = [
  sampleRule,
  { ...sampleRule, id: "trl-one", name: "Enumeration", severity: "critical", format: "datadog-json" },
  {
    ...sampleRule,
    id: "trl-two",
    name: "A rule with a name that is much longer than a narrow terminal is wide",
    enabled: false,
  },
];

test.each([60, 100])("%d columns", async (width) => {
  await expect(ruleTable(rules, { width, colour: false })).toMatchFileSnapshot(`goldens/rule-table-${width}.txt`);
});

test("no rules", () => {
  expect(ruleTable([], { width: 80, colour: false })).toBe("There are no rules.\n");
});

test("hostile names fit and do nothing to the terminal", () => {
  const name = "\u001b[2J\u202e漢字👍".repeat(30);
  const text = ruleTable([{ ...sampleRule, id: name, name }], { width: 60, colour: false });
  expect(text.split("\n").filter((line) => stringWidth(line) > 60)).toEqual([]);
  expect(text.replaceAll("\n", "").match(/\p{C}/u)).toBeNull();
});
