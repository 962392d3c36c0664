import { expect, test } from "vitest";
import { applyOverrides } from "../../src/alert/overrides.ts";
import type { Overrides } from "../../src/rule/rule.ts";
import { field, makeRule } from "./fixtures.ts";

function rule(over: Partial<Overrides>) {
  return makeRule({ overrides: { severity: [], riskScore: null, ruleName: null, ...over } });
}

const DOCUMENT = {
  event: { action: "GetParameter", severity: 71 },
  tags: ["a", "b"],
  score: [12, "88.5", 300, "high", ""],
  empty: { score: ["none"] },
};

test("without overrides: what the method fixed, else the rule's own", () => {
  expect(applyOverrides(makeRule(), null, DOCUMENT)).toEqual({
    severity: "medium",
    riskScore: 47,
    name: "First decryption of parameters by an identity",
  });
  expect(applyOverrides(makeRule(), "low", DOCUMENT).severity).toBe("low");
});

test("the highest severity that matches wins, any element counts, text is compared exactly", () => {
  const severity = [
    { field: field("event.action"), value: "GetParameter", severity: "low" },
    { field: field("tags"), value: "b", severity: "high" },
    { field: field("tags"), value: "B", severity: "critical" },
  ] as const;
  expect(applyOverrides(rule({ severity }), null, DOCUMENT).severity).toBe("high");
  expect(applyOverrides(rule({ severity: severity.slice(2) }), null, DOCUMENT).severity).toBe("medium");
});

test("event.severity compares whole numbers", () => {
  const severity = [{ field: field("event.severity"), value: "71.9", severity: "critical" }] as const;
  expect(applyOverrides(rule({ severity }), null, DOCUMENT).severity).toBe("critical");
});

test("the risk score is the largest valid one of its field", () => {
  expect(applyOverrides(rule({ riskScore: field("score") }), null, DOCUMENT).riskScore).toBe(88.5);
  expect(applyOverrides(rule({ riskScore: field("empty.score") }), null, DOCUMENT).riskScore).toBe(47);
  expect(applyOverrides(rule({ riskScore: field("missing") }), null, DOCUMENT).riskScore).toBe(47);
});

test("only a single text names the rule", () => {
  const named = (name: string) => applyOverrides(rule({ ruleName: field(name) }), null, DOCUMENT).name;
  expect(named("event.action")).toBe("GetParameter");
  expect(named("tags")).toBe(makeRule().name);
  expect(named("event.severity")).toBe(makeRule().name);
  expect(named("missing")).toBe(makeRule().name);
});
