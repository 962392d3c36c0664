import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileText } from "./arbitrary-query.ts";
import { parseText, withoutSpans } from "./parse-text.ts";
import { parseByGrammar } from "./peg-oracle.ts";

/** Where our reading differs on purpose: `\not` is a word, not a line break and "ot". */
const DIFFERS = /\\not/i;

const TOKENS = [
  "a",
  "b.c",
  '"q"',
  "*",
  ":",
  "(",
  ")",
  "{",
  "}",
  "<",
  ">=",
  " and ",
  " or ",
  "not ",
  " ",
  "\t",
  "\u00a0",
];
const WORDS = ["and", "or", "not", "x", " ", "  ", "\\", "\\and", "\\:", "true", "null", '"', "AND ", " Or"];

function expectAgreement(text: string): boolean {
  const expected = parseByGrammar(text);
  const { query } = parseText(text);
  expect(withoutSpans(query), text).toEqual(expected === undefined ? null : withoutSpans(expected));
  return expected !== undefined;
}

describe("the parser agrees with the grammar", () => {
  test("on sequences of tokens", () => {
    let accepted = 0;
    const texts = fc.array(fc.constantFrom(...TOKENS), { maxLength: 10 }).map((each) => each.join(""));
    fc.assert(
      fc.property(texts, (text) => {
        accepted += Number(expectAgreement(text));
      }),
      { numRuns: 10_000, seed: 7 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  test("on well-formed pieces", () => {
    const clause = fc.constantFrom(
      "a:b",
      "a : (b or c)",
      "not a:b",
      "x",
      "(a:b)",
      "a:{ b:c }",
      "a >= 5",
      "not (a)",
      "a:(not b and c)",
    );
    const glue = fc.constantFrom(" and ", " or ", " AND\n", "\u00a0or\u00a0", " and not ", " ", "and ");
    const texts = fc
      .array(fc.tuple(clause, glue), { minLength: 1, maxLength: 6 })
      .map((pairs) => pairs.flat().slice(0, -1).join(""));
    fc.assert(
      fc.property(texts, (text) => {
        expectAgreement(text);
      }),
      { numRuns: 3000 },
    );
  });

  test("on keywords, white space and escapes", () => {
    const texts = fc.array(fc.constantFrom(...TOKENS, ...WORDS), { maxLength: 8 }).map((each) => each.join(""));
    fc.assert(
      fc.property(
        texts.filter((text) => !DIFFERS.test(text)),
        (text) => {
          expectAgreement(text);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  test("on hostile text", () => {
    const texts = fc
      .tuple(hostileText, fc.constantFrom("", ":", " and ", ":("), hostileText)
      .map((each) => each.join(""));
    fc.assert(
      fc.property(
        texts.filter((text) => !DIFFERS.test(text)),
        (text) => {
          expectAgreement(text);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe("one fault is one error", () => {
  test.each([
    "not not a:b",
    "a:b and not(c:d)",
    "((((a:b",
    "a:(b or (c or (d",
    'a:"b or c:(d',
    'a:(b or "c) and d:{',
    "a:() and b:c",
    "a) and b:c",
    "a:{b:c) and d:e",
    ":",
    "a: )",
    "<",
    "a < )",
    "a:(b or c:d) and e:f",
    "(a or) and b:c)",
    "a:\\x and b:c",
    '"a""b"',
    "a {b}",
  ])("%j", (text) => {
    expect(parseText(text).diagnostics.map((each) => each.code)).toEqual(["syntax"]);
  });
});

test("several faults are several errors", () => {
  const { diagnostics } = parseText('a:() and b:\\x and "c" "d" and (e:) or f)');
  expect(diagnostics.map((each) => each.span.start)).toEqual([3, 11, 22, 33, 39]);
});
