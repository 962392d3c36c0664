import fc from "fast-check";
import { expect, test } from "vitest";
import { isPrintable } from "../../../src/alert/printable.ts";
import { quoteKql } from "../../../src/alert/search/quote-kql.ts";
import { quoteSearch } from "../../../src/alert/search/quote-search.ts";
import { vocabularies } from "../../../src/catalog/vocabularies.ts";
import type { Predicate } from "../../../src/ir/expr.ts";
import { compileSearch } from "../../../src/lang/datadog/compile.ts";
import { compileKql } from "../../../src/lang/kql/compile.ts";
import { source } from "../../../src/source/source.ts";

const HOSTILE = [
  "plain",
  'a"b',
  "a\\b",
  "trailing\\",
  '\\"',
  "\\n is not a line break",
  "\\u0041",
  "star * and ?",
  ') or event.action: "x',
  '" OR @a:"b',
  "not x",
  "null",
  "true",
  "12",
  "a:b",
  "é 日本 😀",
];

function textsOf(predicate: Predicate | null): readonly string[] | undefined {
  return predicate?.kind === "equals" ? predicate.texts : undefined;
}

function viaKql(text: string): readonly string[] | undefined {
  const query = `aws.cloudtrail.user_identity.arn: ${quoteKql(text)}`;
  return textsOf(compileKql(source("test", query), vocabularies.ecs).predicate);
}

function viaSearch(text: string): readonly string[] | undefined {
  const query = `@userIdentity.arn:${quoteSearch(text)}`;
  return textsOf(compileSearch(source("test", query), vocabularies.datadog).predicate);
}

test.each([...HOSTILE, "line\nbreak", "\u001b[31m", "nul\0", "rtl\u202e", "tag\u{e0041}", "lone\ud800"])(
  "KQL reads %j back, and its form is safe to show",
  (text) => {
    expect(viaKql(text)).toEqual([text]);
    expect(isPrintable(quoteKql(text))).toBe(true);
  },
);

test.each(HOSTILE)("the Datadog search reads %j back", (text) => {
  expect(viaSearch(text)).toEqual([text]);
});

test.each(["line\nbreak", "\u001b[31m", "nul\0", "rtl\u202e"])("the Datadog search refuses %j", (text) => {
  expect(quoteSearch(text)).toBeNull();
});

test("any text survives KQL, any printable one the Datadog search", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom('"', "\\", "*", "u", "n", " ") }),
  );
  fc.assert(
    fc.property(
      texts.filter((text) => text !== ""),
      (text) => {
        expect(viaKql(text)).toEqual([text]);
        if (isPrintable(text)) expect(viaSearch(text)).toEqual([text]);
      },
    ),
    { numRuns: 300 },
  );
});
