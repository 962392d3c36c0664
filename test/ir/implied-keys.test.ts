import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { vocabularies } from "../../src/catalog/vocabularies.ts";
import type { Predicate } from "../../src/ir/expr.ts";
import { ANY_KEY, impliedKeys, isAmongKeys } from "../../src/ir/implied-keys.ts";
import { compileSearch } from "../../src/lang/datadog/compile.ts";
import { compileKql } from "../../src/lang/kql/compile.ts";
import { source } from "../../src/source/source.ts";
import { event, holdsFor, predicate } from "./key-predicates.ts";

test("an event for which a predicate holds is among its implied keys", () => {
  let narrow = 0;
  fc.assert(
    fc.property(predicate, fc.array(event, { minLength: 20, maxLength: 20 }), (p, events) => {
      const keys = impliedKeys(p);
      if (keys !== ANY_KEY) narrow += 1;
      for (const each of events) {
        const [from, name] = [each["event_source"], each["event_name"]] as (string | null)[];
        if (holdsFor(p, each)) expect(isAmongKeys(keys, from ?? null, name ?? null)).toBe(true);
      }
    }),
    { numRuns: 3_000, seed: 31 },
  );
  expect(narrow).toBeGreaterThan(500);
});

function shown(p: Predicate | null): unknown {
  if (p === null) throw new Error("the query does not compile");
  const list = (texts: ReadonlySet<string> | null) => (texts === null ? "any" : [...texts].sort().join(" "));
  const keys = impliedKeys(p);
  return keys === ANY_KEY ? "anything" : keys.map((box) => `${list(box.sources)}: ${list(box.names)}`);
}

const kql = (text: string) => shown(compileKql(source("q", text), vocabularies.ecs).predicate);
const search = (text: string) => shown(compileSearch(source("q", text), vocabularies.datadog).predicate);

describe("keys of queries as people write them", () => {
  test.each([
    [
      'event.provider: "ssm.amazonaws.com" and event.action: (GetParameter or GetParameters)',
      ["ssm.amazonaws.com: GetParameter GetParameters"],
    ],
    ['event.dataset: "aws.cloudtrail" and event.action: Decrypt and not user.name: x', ["any: Decrypt"]],
    ["event.action: (A or B) and event.action: B", ["any: B"]],
    ["event.action: A and event.action: B", []],
    [
      '(event.provider: "a" and event.action: X) or (event.provider: "b" and event.action: (X or Y))',
      ["a: X", "b: X Y"],
    ],
    ['event.dataset: "other" and event.action: X', []],
    [
      "event.category: session and event.provider: p",
      ["p: CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel StartSession TerminateSession"],
    ],
    ["event.action: Get*", "anything"],
    ["not event.action: X", "anything"],
    ["user.name: x", "anything"],
    ["event.action: X or user.name: y", "anything"],
    ["event.action: *", "anything"],
  ])("%s", (text, keys) => {
    expect(kql(text)).toEqual(keys);
  });

  test.each([
    ["source:cloudtrail @evt.name:GetParameter", ["any: GetParameter"]],
    ["source:cloudtrail @eventSource:ssm.amazonaws.com @evt.name:(A OR B) -@error.kind:*", ["ssm.amazonaws.com: A B"]],
    ["@eventName:A @evt.name:(A OR B)", ["any: A"]],
    ["source:other", []],
    ["-@evt.name:GetParameter", "anything"],
    ['"access denied"', "anything"],
  ])("%s", (text, keys) => {
    expect(search(text)).toEqual(keys);
  });
});
