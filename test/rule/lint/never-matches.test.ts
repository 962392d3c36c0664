import { expect, test } from "vitest";
import { datadogQuery, datadogRule, elasticRule, said } from "../samples.ts";

function isNamed(query: string, more: Readonly<Record<string, unknown>> = {}): boolean {
  return said(elasticRule({ query, ...more })).some((line) =>
    line.startsWith("warning[never-matches]: no event can satisfy"),
  );
}

test.each([
  "event.action:a and event.action:b",
  "event.action:(a or b) and user.name:x and event.action:c",
  "event.action:(a or b) and not event.action:a and not event.action:b",
  "(event.action:a and event.action:b) or (user.name:a and user.name:b)",
  "event.action:a and (user.name:x and event.action:b)",
  "process.name:(a or b*)",
  "event.action:a and host.os.type:linux",
  "event.action:a and destination.port > 1024",
])("never: %s", (query) => {
  expect(isNamed(query)).toBe(true);
});

test.each([
  "event.action:a or event.action:b",
  "event.action:(a or b) and event.action:b",
  "event.action:a and event.action:a*",
  "event.action:a and not event.action:b",
  "aws.cloudtrail.resources.arn:a and aws.cloudtrail.resources.arn:b",
  "aws.cloudtrail.flattened.request_parameters.name:a and aws.cloudtrail.flattened.request_parameters.name:b",
  "not (event.action:a and event.action:b) and event.action:c",
  'event.dataset:"aws.cloudtrail"',
  "event.action:a and not process.name:a",
  "event.action:a or process.name:a",
])("perhaps: %s", (query) => {
  expect(isNamed(query)).toBe(false);
});

test("filters count", () => {
  const filter = { meta: { type: "phrase" }, query: { match_phrase: { "event.action": "b" } } };
  expect(isNamed("event.action:a", { filters: [filter] })).toBe(true);
});

test("each query of a Datadog rule is looked at", () => {
  const queries = [datadogQuery(), datadogQuery({ query: "@evt.name:a @evt.name:b" })];
  const cases = [{ status: "low", condition: "a > 1 || b > 1" }];
  expect(said(datadogRule({ queries, cases }))).toEqual([
    "warning[never-matches]: no event can satisfy this query together with the rule's filters and exceptions",
  ]);
});
