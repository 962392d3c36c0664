import { describe, expect, test } from "vitest";
import { allOf, anyOf, not } from "../../src/ir/build.ts";
import type { CompareAs, CompareOperator, Predicate } from "../../src/ir/expr.ts";
import { holds, NUMBER_TEXT } from "../../src/ir/holds.ts";
import { nowhere } from "../../src/source/span.ts";
import { equals, exists, field } from "./fixtures.ts";

const span = nowhere;
const f = field("f");
/** Whether the predicate holds for an event whose field has these elements. */
const of = (predicate: Predicate, ...elements: string[]) => holds(predicate, () => elements);

describe("a missing field", () => {
  const leaves: readonly Predicate[] = [
    exists(f),
    equals(f, ""),
    { kind: "compare", field: f, bounds: [{ operator: ">=", text: "" }], as: "text", span },
    { kind: "wildcard", field: f, pattern: ["any"], ignoreCase: false, span },
    { kind: "cidr", field: f, networks: ["::/0"], span },
    { kind: "words", field: f, pattern: ["any"], span },
  ];

  test.each(leaves)("satisfies no leaf and every negation of one: $kind", (leaf) => {
    expect([of(leaf), of(not(leaf))]).toEqual([false, true]);
  });
});

test("some element is enough, and a negation needs all", () => {
  expect([of(equals(f, "a"), "b", "a"), of(not(equals(f, "a")), "b", "a")]).toEqual([true, false]);
  expect(of(allOf([equals(f, "a"), equals(f, "b")]), "a", "b")).toBe(true);
  expect([of(anyOf([]), "a"), of(allOf([]), "a")]).toEqual([false, true]);
});

describe("equality", () => {
  test.each<[string, string, CompareAs, boolean]>([
    ["a", "A", "text", false],
    ["5", "5.0", "text", false],
    ["5", "5.0", "number", true],
    ["1e1", "10", "number", true],
    ["0x10", "16", "number", false],
    [" 5", "5", "number", false],
    ["Infinity", "Infinity", "number", false],
    ["5", "5.0", "number_or_text", true],
    ["x", "x", "number_or_text", true],
    ["true", "true", "boolean", true],
    ["True", "true", "boolean", false],
    ["2026-01-02T00:00:00Z", "2026-01-02T01:00:00+01:00", "time", true],
    ["2026-01-02", "2026-01-02", "time", false],
    ["::ffff:10.0.0.1", "10.0.0.1", "ip", true],
    ["AWS Internal", "AWS Internal", "ip", false],
  ])("%s = %s as %s: %s", (element, text, as, expected) => {
    expect(of(equals(f, text, { as }), element)).toBe(expected);
  });

  test("in any case", () => {
    expect(of(equals(f, "ÄPFEL", { ignoreCase: true }), "äpfel")).toBe(true);
  });
});

describe("order", () => {
  const compare = (as: CompareAs, element: string, ...bounds: [CompareOperator, string][]) =>
    of(
      { kind: "compare", field: f, bounds: bounds.map(([operator, text]) => ({ operator, text })), as, span },
      element,
    );

  test("of numbers, texts by code point, times and addresses", () => {
    expect([compare("number", "9", ["<", "10"]), compare("text", "9", ["<", "10"])]).toEqual([true, false]);
    expect(compare("text", "\u{1f600}", [">", "\uff00"])).toBe(true);
    expect(compare("ip", "9.0.0.1", ["<", "10.0.0.0"])).toBe(true);
    expect(compare("time", "2026-01-02T00:00:00Z", [">=", "2026-01-02T00:00:00.000Z"])).toBe(true);
    expect([compare("number", "x", ["<", "10"]), compare("number", "x", [">=", "10"])]).toEqual([false, false]);
  });

  test.each<[CompareOperator, boolean[]]>([
    ["<", [true, false, false]],
    ["<=", [true, true, false]],
    [">", [false, false, true]],
    [">=", [false, true, true]],
  ])("%s", (operator, expected) => {
    expect(["4", "5", "6"].map((element) => compare("number", element, [operator, "5"]))).toEqual(expected);
  });

  test("both bounds of a range hold for the same element", () => {
    const range: Predicate = {
      kind: "compare",
      field: f,
      bounds: [
        { operator: ">", text: "4" },
        { operator: "<", text: "6" },
      ],
      as: "number",
      span,
    };
    expect([of(range, "1", "9"), of(range, "1", "5")]).toEqual([false, true]);
  });
});

test("networks hold addresses of both kinds, and no names", () => {
  const inside = (network: string, address: string) =>
    of({ kind: "cidr", field: f, networks: [network], span }, address);
  expect([inside("10.0.0.0/8", "10.9.9.9"), inside("10.0.0.0/8", "11.0.0.0")]).toEqual([true, false]);
  expect([inside("::ffff:0:0/96", "10.0.0.1"), inside("2001:db8::/32", "2001:db8:1::")]).toEqual([true, true]);
  expect([inside("nonsense", "10.0.0.1"), inside("::/0", "config.amazonaws.com")]).toEqual([false, false]);
});

test("numbers are those of JSON, of a length that no database chokes on", () => {
  const yes = ["0", "-0", "12.50", "1e10", "1E-9", "9".repeat(30)];
  const no = ["", "+1", ".5", "5.", "1e", "1e100", "NaN", "0x1", "9".repeat(31), "1 ", "١"];
  expect(yes.filter((text) => !NUMBER_TEXT.test(text))).toEqual([]);
  expect(no.filter((text) => NUMBER_TEXT.test(text))).toEqual([]);
});
