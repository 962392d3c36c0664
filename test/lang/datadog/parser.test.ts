import { describe, expect, test } from "vitest";
import { compileSearch } from "../../../src/lang/datadog/compile.ts";
import { parseSearch } from "../../../src/lang/datadog/parser.ts";
import { source } from "../../../src/source/source.ts";
import { fakeVocabulary } from "./fake-vocabulary.ts";

describe("spans", () => {
  test.each([
    ["@a:x OR -@b:(y z)", "@a:x OR -@b:(y z)"],
    ["  @a:x  ", "@a:x"],
    ["(@a:x @b:y)", "@a:x @b:y"],
    ["@a: x", "@a: x"],
    ["CIDR( @a , 10.0.0.0/8 )", "CIDR( @a , 10.0.0.0/8 )"],
  ])("of %j covers %j", (text, covered) => {
    const { search } = parseSearch(source("query", text));
    expect(search).not.toBeNull();
    expect(text.slice(search?.span.start, search?.span.end)).toBe(covered);
  });

  test("of an escaped field is the field as written", () => {
    const text = "@a\\:b:x env:y";
    const { fields } = compileSearch(source("query", text), fakeVocabulary);
    expect(fields.map((each) => [each.name, text.slice(each.span.start, each.span.end)])).toEqual([
      ["@a:b", "@a\\:b"],
      ["env", "env"],
    ]);
  });
});

describe("fields", () => {
  test("are listed in the order of the text, with their repetitions, without the default ones", () => {
    const text = "word @b:(x OR @a:y) _exists_:env CIDR(host, 10.0.0.0/8) *:z @b:w";
    const { fields } = compileSearch(source("query", text), fakeVocabulary);
    expect(fields.map((each) => each.name)).toEqual(["@b", "@a", "env", "host", "@b"]);
  });

  test("unknown ones are all reported", () => {
    const { predicate, diagnostics } = compileSearch(source("query", "@unknown1:x OR @unknown2:y"), fakeVocabulary);
    expect(predicate).toBeNull();
    expect(diagnostics.map((each) => each.code)).toEqual(["unknown-field", "unknown-field"]);
  });
});

describe("limits", () => {
  const many = (count: number, text: string) => Array.from({ length: count }, () => text).join(" ");
  test.each([
    ["nesting", `${"(".repeat(100)}x${")".repeat(100)}`, `${"(".repeat(101)}x${")".repeat(101)}`],
    ["negations", `${"-".repeat(100)}x`, `${"-".repeat(101)}x`],
    ["groups", `${"@a:(".repeat(100)}x${")".repeat(100)}`, `${"@a:(".repeat(101)}x${")".repeat(101)}`],
    ["terms", many(10_000, "x"), many(10_001, "x")],
    ["networks", `CIDR(@a${",::".repeat(10_000)})`, `CIDR(@a${",::".repeat(10_001)})`],
    ["wildcards", `@a:${"*x".repeat(64)}`, `@a:${"*x".repeat(65)}`],
    ["length of a term", `@a:${"x".repeat(4096)}`, `@a:${"x".repeat(4097)}`],
    ["length of a phrase", `@a:"${"x".repeat(4094)}"`, `@a:"${"x".repeat(4095)}"`],
    ["length of a bound", `@a:[${"1".repeat(4096)} TO *]`, `@a:[${"1".repeat(4097)} TO *]`],
    ["length of the text", `x${" ".repeat(65_535)}`, `x${" ".repeat(65_536)}`],
  ])("of %s", (_, allowed, refused) => {
    expect(parseSearch(source("query", allowed)).diagnostics).toEqual([]);
    expect(parseSearch(source("query", refused)).diagnostics.map((each) => each.code)).toEqual(["limit"]);
  });

  test("a hostile text is refused quickly", () => {
    for (const piece of ["(", "-", '"', "[", "@a:(", "\\", "*?", "a:", "CIDR(", ">"]) {
      expect(parseSearch(source("query", piece.repeat(60_000 / piece.length))).search).toBeDefined();
    }
  });
});

test("a search over a vocabulary without default fields finds no words, and says so", () => {
  const { predicate, diagnostics } = compileSearch(source("query", "x"), { ...fakeVocabulary, defaultFields: [] });
  expect(predicate).toMatchObject({ kind: "constant", holds: false });
  expect(diagnostics.map((each) => each.code)).toEqual(["never-matches"]);
});
