import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WildcardPart } from "../../src/ir/expr.ts";
import { pathVariants } from "../../src/ir/path-variants.ts";
import { escapeRegExp, fitsWildcard, hasWords } from "../../src/ir/wildcard.ts";

const parts: fc.Arbitrary<WildcardPart[]> = fc.array(
  fc.oneof(
    fc.constantFrom<WildcardPart>("any", "one"),
    fc
      .string({ unit: fc.constantFrom("a", "B", ".", "\n", "\u{1f600}", "_", " "), maxLength: 3 })
      .map((text) => ({ text })),
  ),
  { maxLength: 5 },
);
const text = fc.string({ unit: fc.constantFrom("a", "b", "B", ".", "\n", "\u{1f600}", "_", " "), maxLength: 10 });

function asRegExp(pattern: readonly WildcardPart[], any: string, one: string): string {
  return pattern.map((part) => (part === "any" ? any : part === "one" ? one : escapeRegExp(part.text))).join("");
}

describe("fitsWildcard", () => {
  test("says what a regular expression says", () => {
    fc.assert(
      fc.property(text, parts, fc.boolean(), (given, pattern, ignoreCase) => {
        const regExp = new RegExp(`^${asRegExp(pattern, ".*", ".")}$`, ignoreCase ? "isu" : "su");
        expect(fitsWildcard(given, pattern, ignoreCase)).toBe(regExp.test(given));
      }),
      { numRuns: 3000, seed: 8 },
    );
  });

  test("stays quick where a regular expression would not", () => {
    const pattern: WildcardPart[] = [
      ...Array.from({ length: 40 }, (): WildcardPart[] => ["any", { text: "a" }]).flat(),
      { text: "b" },
    ];
    expect(fitsWildcard("a".repeat(20_000), pattern, false)).toBe(false);
    expect(fitsWildcard(`${"a".repeat(20_000)}b`, pattern, false)).toBe(true);
  }, 5_000);
});

describe("hasWords", () => {
  test("says what a regular expression says", () => {
    fc.assert(
      fc.property(text, parts, (given, pattern) => {
        const body = asRegExp(pattern, "[A-Za-z0-9_]*", "[A-Za-z0-9_]");
        const regExp = new RegExp(`(^|[^A-Za-z0-9_])${body}($|[^A-Za-z0-9_])`, "isu");
        expect(hasWords(given, pattern)).toBe(regExp.test(given));
      }),
      { numRuns: 3000, seed: 8 },
    );
  });

  test.each([
    ["Access Denied here", "access denied", true],
    ["AccessDenied", "denied", false],
    ["x-denied-y", "Denied", true],
    ["denied_by", "denied", false],
  ])("%s / %s: %s", (given, words, expected) => {
    expect(hasWords(given, [{ text: words }])).toBe(expected);
  });

  test("stays quick on hostile text", () => {
    const pattern = Array.from({ length: 30 }, (): WildcardPart[] => ["any", { text: "a" }]).flat();
    expect(hasWords("a".repeat(5_000), [...pattern, { text: "b" }])).toBe(false);
  }, 5_000);
});

test("escaped text is itself for a regular expression", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii" }), (given) => {
      expect(new RegExp(`^${escapeRegExp(given)}$`, "su").test(given)).toBe(true);
    }),
  );
});

test("a dotted path is read with each run of neighbours as one key, the plain way first", () => {
  expect(pathVariants(["a"])).toEqual([["a"]]);
  expect(pathVariants(["a", "b", "c"])).toEqual([["a", "b", "c"], ["a.b", "c"], ["a.b.c"], ["a", "b.c"]]);
  expect(pathVariants(["a", "b", "c", "d"])).toHaveLength(7);
});
