import { expect, test } from "vitest";
import { tokenize } from "../../../src/lang/kql/lexer.ts";
import { Reporter } from "../../../src/lang/kql/reporter.ts";
import { source } from "../../../src/source/source.ts";

function kinds(text: string): string {
  const reporter = new Reporter(source("query.kql", text));
  return tokenize(text, reporter)
    .map((token) =>
      token.kind === "unquoted" || token.kind === "quoted" ? text.slice(token.span.start, token.span.end) : token.kind,
    )
    .join("|");
}

test.each([
  ["", "end"],
  ["a", "a|end"],
  ["a and b", "a|and|b|end"],
  ["a\u00a0and\u00a0b", "a|and|b|end"],
  ["a\u2003and\u2003b", "a\u2003and\u2003b|end"],
  ["a and", "a and|end"],
  ["a and ", "a|and|end"],
  ["and a", "and a|end"],
  ["( and a)", "(|and a|)|end"],
  ["a and or b", "a|and|or b|end"],
  ["not not a", "not|not|a|end"],
  ["not", "not|end"],
  ["not ", "not|end"],
  ["not(a)", "not|(|a|)|end"],
  ["cannot connect", "can|not|connect|end"],
  ["cannot", "cannot|end"],
  ["a <=b>= c< d >e", "a|<=|b|>=|c|<|d|>|e|end"],
  ['"a"and"b"', '"a"|and|"b"|end'],
  ['"a" or "b"', '"a"|or|"b"|end'],
  ["f:{a:b}", "f|:|{|a|:|b|}|end"],
  ['a "b', "a|broken|end"],
  ["a\\:b:c", "a\\:b|:|c|end"],
])("%j has the tokens %j", (text, expected) => {
  expect(kinds(text)).toBe(expected);
});

test("`not(` makes a word, not a keyword", () => {
  const text = "not(a)";
  const [first] = tokenize(text, new Reporter(source("query.kql", text)));
  expect(first).toMatchObject({ kind: "unquoted", parts: [{ text: "not" }] });
});
