import { expect, test } from "vitest";
import { vocabularies } from "../../src/catalog/vocabularies.ts";
import { compileKql } from "../../src/lang/kql/compile.ts";
import { otherLogs } from "../../src/rule/other-logs.ts";
import { source } from "../../src/source/source.ts";

function why(query: string, isForeign = false): string | null {
  return otherLogs(source("query", query), vocabularies.ecs, compileKql, { isForeign });
}

test("what the query itself says of its logs is enough, whatever fields it names", () => {
  expect(why("event.dataset:okta.system and okta.actor.type:User")).toBe(
    'the query asks for other logs: here event.dataset is always "aws.cloudtrail"',
  );
  expect(why("event.module:okta and event.dataset:okta.system and user.name:a")).toBe(
    'the query asks for other logs: here event.module is always "aws", event.dataset is always "aws.cloudtrail"',
  );
});

test("foreign indices count only together with a field that CloudTrail does not have", () => {
  expect(why("okta.actor.type:User", true)).toContain('"okta.actor.type"');
  expect(why("process.name:curl", true)).toContain('"process.name"');
  expect(why("event.action:CreateUser", true)).toBeNull();
  expect(why("okta.actor.type:User")).toBeNull();
  expect(why("process.name:curl")).toBeNull();
});

test("what cannot be read, or can match, is left to others", () => {
  expect(why("event.dataset:(okta.system", true)).toBeNull();
  expect(why("event.dataset:okta.system or event.action:a")).toBeNull();
  expect(why("event.dataset:aws.cloudtrail and event.acton:a")).toBeNull();
  expect(why("")).toBeNull();
});

test("a hostile name is quoted", () => {
  const said = why(`${"x".repeat(500)}.\u{1b}[31m:a`, true);
  expect(said).toContain("xxx");
  expect(said).not.toContain("\u{1b}");
  expect(said).not.toContain("x".repeat(100));
});
