import { expect, test } from "vitest";
import { buildAlert } from "../../src/alert/build-alert.ts";
import { toDatadogSignal } from "../../src/alert/format/datadog/datadog.ts";
import { selectsRule, suppressedBy } from "../../src/alert/signal-suppression.ts";
import { type CompiledSuppression, compileSuppression } from "../../src/alert/suppression/compile-suppression.ts";
import type { DatadogSuppression } from "../../src/rule/datadog-suppression.ts";
import { source } from "../../src/source/source.ts";
import { DAY } from "../../src/util/duration.ts";
import { datadogRule } from "./datadog-rule.ts";
import { makeDetection, makeRecord, START, secretRecord } from "./fixtures.ts";

const RULE = datadogRule();
const EVENTS = [makeRecord(), secretRecord()];
const SIGNAL = toDatadogSignal(
  buildAlert(makeDetection({ caseName: "many" }), RULE, EVENTS, { paths: [] }),
  RULE,
  EVENTS,
);

function given(ruleQuery: string, suppressionQuery: string | null, over: Partial<DatadogSuppression> = {}) {
  return compileSuppression({
    id: "s",
    name: "quiet",
    enabled: true,
    ruleQuery: source("suppressions.json", ruleQuery),
    suppressionQuery: suppressionQuery === null ? null : source("suppressions.json", suppressionQuery),
    dataExclusionQuery: null,
    startDate: null,
    expirationDate: null,
    ...over,
  });
}

function compiled(...args: Parameters<typeof given>): CompiledSuppression {
  const { suppression, diagnostics } = given(...args);
  if (suppression === null) throw new Error(diagnostics.map((each) => each.message).join());
  return suppression;
}

test.each([
  ["type:log_detection source:cloudtrail", true],
  ["source:okta", false],
  ["ruleId:abc-def-ghi", true],
  ["id:abc-*", true],
  ['name:"Many parameters read"', true],
  ["security:attack", true],
  ['tags:"tactic:TA0007-discovery"', true],
  ["-tactic:TA0007-discovery", false],
  ["*", true],
])("rule_query %s", (query, selects) => {
  expect(selectsRule(compiled(query, "*"), RULE)).toBe(selects);
});

test.each([
  ['@userIdentity.arn:"arn:aws:sts::111122223333:assumed-role/deploy/ci-run-7"', true],
  ["@userIdentity.assumed_role:deploy", true],
  ["@evt.name:GetSecretValue", true],
  ["@evt.name:PutUserPolicy", false],
  ["@workflow.rule.name:Many*", true],
  ["status:high -@network.client.ip:203.0.113.7", false],
  ["CIDR(@network.client.ip, 203.0.113.0/24)", true],
  ["account:111122223333", true],
  ["account:4*", false],
  ["env:prod", false],
  ["*:deploy", true],
])("suppression_query %s", (query, suppresses) => {
  const suppression = compiled("*", query);
  expect(suppressedBy(SIGNAL, RULE, START, [suppression])).toBe(suppresses ? suppression : null);
});

test("it must be about the rule, enabled and in force", () => {
  const at = (time: number, suppression: CompiledSuppression) =>
    suppressedBy(SIGNAL, RULE, time, [suppression]) !== null;
  expect(at(START, compiled("source:okta", "*"))).toBe(false);
  expect(at(START, compiled("*", "*", { enabled: false }))).toBe(false);
  const dated = compiled("*", "*", { startDate: START, expirationDate: START + DAY });
  expect([START - 1, START, START + DAY - 1, START + DAY].map((time) => at(time, dated))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test("the first one that suppresses is named; one that only excludes data suppresses no signal", () => {
  const dataExclusionQuery = source("suppressions.json", "@evt.name:GetParameter");
  const dataOnly = compiled("*", null, { dataExclusionQuery });
  expect(dataOnly.dataExclusion).not.toBeNull();
  const [first, second] = [compiled("*", "*", { id: "1" }), compiled("*", "*", { id: "2" })];
  expect(suppressedBy(SIGNAL, RULE, START, [dataOnly, first, second])).toBe(first);
});

test("queries that do not parse are refused with their place", () => {
  const { suppression, diagnostics } = given("*", "@a:(");
  expect(suppression).toBeNull();
  expect(diagnostics[0]).toMatchObject({ severity: "error", source: { name: "suppressions.json" } });
  const unknown = given("*", "*", { dataExclusionQuery: source("suppressions.json", 'level:"') });
  expect(unknown.suppression).toBeNull();
});
