import { expect, test } from "vitest";
import { compileOwn } from "../../../src/alert/suppression/compile-own.ts";
import type { OwnSuppression } from "../../../src/alert/suppression/own-suppression.ts";
import { expiredSuppressions, unknownRules } from "../../../src/alert/suppression/suppression-warnings.ts";
import { draft, own } from "./made.ts";

function said(over: Partial<OwnSuppression>): readonly string[] {
  const { suppression, diagnostics } = compileOwn(draft(over));
  expect(suppression === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
  return diagnostics.map(({ source, severity, message }) => `${source.name}: ${severity}: ${message}`);
}

test("what is wrong with a draft is named by its key", () => {
  expect(said({ id: "", owner: " ", reason: "", rules: [], expires: "soon" })).toEqual([
    'id: error: id: expected letters, digits and any of ". _ : -", at most 100, a letter or digit first, found ""',
    'owner: error: owner: expected a text that is not empty, found " "',
    'reason: error: reason: expected a text that is not empty, found ""',
    'expires: error: expires: expected a day (2026-01-02) or an ISO time (2026-01-02T03:04:05Z), found "soon"',
    'rules: error: rules: expected a list of 1 to 1000, found ""',
  ]);
  expect(said({ from: "2026-01-02", expires: "2026-01-02T00:00:00Z" })).toEqual([
    'expires: error: expires: expected a time that is later than from, found "2026-01-02T00:00:00Z"',
  ]);
  expect(said({ query: " " })).toEqual([
    'query: error: query: expected a query that is not empty (everything is `*`), found " "',
  ]);
});

test("queries are compiled over what they are about", () => {
  expect(said({ query: "rule.idd: x" })).toEqual(["query: error: unknown field `rule.idd`"]);
  expect(said({ appliesTo: "events", query: "rule.id: x" })).toEqual(["query: warning: no event has `rule.id`"]);
  expect(said({ appliesTo: "events", query: "identity.arn: x" })).toEqual([
    "query: error: unknown field `identity.arn`",
  ]);
  expect(said({ language: "datadog", query: "@evt.name:(" })[0]).toMatch(/^query: error: expected/);
  expect(said({ appliesTo: "events", language: "datadog", query: "@evt.name:GetParameter" })).toEqual([]);
  expect(said({ appliesTo: "events", query: "@timestamp < 2026-01-02" })).toEqual([]);
});

test("what holds for everything or nothing is warned of", () => {
  expect(said({ query: "*" })).toEqual(["query: warning: this holds for everything"]);
  expect(said({ query: "not *" })).toEqual(["query: warning: this holds for nothing"]);
  expect(said({ appliesTo: "events", query: "event.dataset: other" })).toEqual([
    "query: warning: this holds for nothing",
  ]);
});

test("those that have ended by the clock are named, and hold on for the time before", () => {
  const ended = own({ id: "old", expires: "2026-02-01" });
  const all = [ended, own({ id: "new", expires: "2026-02-02" }), own({ id: "open" })];
  const found = expiredSuppressions(all, Date.parse("2026-02-01T00:00:00Z"));
  expect(found.map(({ message }) => message)).toEqual([
    'the suppression "old" of "ops" ended at 2026-02-01: nothing later is suppressed',
  ]);
  expect(ended.ends).toBe(Date.parse("2026-02-01T00:00:00Z"));
});

test("rules that are not there are named, with the nearest", () => {
  const found = unknownRules([own({ rules: ["trl-ssm-en", "known"] }), own()], ["known", "trl-ssm-enm"]);
  expect(found.map(({ message, hint }) => [message, hint])).toEqual([
    ['the suppression "s" names the rule "trl-ssm-en", which is not there', 'did you mean "trl-ssm-enm"?'],
  ]);
});
