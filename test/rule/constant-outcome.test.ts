import { expect, test } from "vitest";
import { vocabularies } from "../../src/catalog/vocabularies.ts";
import { compileSearch } from "../../src/lang/datadog/compile.ts";
import { compileKql } from "../../src/lang/kql/compile.ts";
import { constantOutcome } from "../../src/rule/constant-outcome.ts";
import { source } from "../../src/source/source.ts";
import { invariant } from "../../src/util/invariant.ts";

test.each([
  ["event.dataset:aws.cloudtrail", true],
  ["event.dataset:okta.system", false],
  ["event.dataset:aws*", true],
  ["event.dataset:okta*", false],
  ["event.dataset:*", true],
  ["not event.dataset:okta.system", true],
  ["event.dataset:okta.system and user.name:a", false],
  ["event.dataset:aws.cloudtrail and user.name:a", undefined],
  ["event.dataset:okta.system or user.name:a", undefined],
  ["event.dataset:aws.cloudtrail or user.name:a", true],
  ["event.dataset:(okta.system or aws.cloudtrail) and event.module:aws", true],
  ["not (event.dataset:okta.system and user.name:a)", true],
  ["not user.name:a", undefined],
  ["event.action:a and event.action:b", undefined],
  ["", true],
])("KQL: %s", (query, outcome) => {
  const { predicate } = compileKql(source("query", query), vocabularies.ecs);
  invariant(predicate, query);
  expect(constantOutcome(predicate)).toBe(outcome);
});

test.each([
  ["source:cloudtrail @evt.name:A", undefined],
  ["source:okta @evt.name:A", false],
  ["source:(okta OR cloudtrail)", true],
  ["-source:cloudtrail", false],
  ["service:shop", false],
  ["host:i-1", undefined],
])("log search: %s", (query, outcome) => {
  const { predicate } = compileSearch(source("query", query), vocabularies.datadog);
  invariant(predicate, query);
  expect(constantOutcome(predicate)).toBe(outcome);
});
