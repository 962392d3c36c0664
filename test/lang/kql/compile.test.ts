import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Vocabulary } from "../../../src/ir/vocabulary.ts";
import { compileKql } from "../../../src/lang/kql/compile.ts";
import { print } from "../../../src/lang/kql/printer.ts";
import { codeFrame } from "../../../src/source/code-frame.ts";
import { hasErrors } from "../../../src/source/diagnostic.ts";
import { embedded, source } from "../../../src/source/source.ts";
import { arbitraryQuery, hostileText } from "./arbitrary-query.ts";
import { fakeVocabulary } from "./fake-vocabulary.ts";

function compile(text: string, vocabulary: Vocabulary = fakeVocabulary) {
  return compileKql(source("query.kql", text), vocabulary);
}

function codes(text: string): readonly string[] {
  return compile(text).diagnostics.map((each) => each.code);
}

function expectSound(text: string): void {
  const { predicate, diagnostics } = compile(text);
  expect(predicate === null).toBe(hasErrors(diagnostics));
  expect(diagnostics.length).toBeLessThanOrEqual(51);
  for (const diagnostic of diagnostics) {
    const { start, end } = diagnostic.span;
    expect(0 <= start && start <= end && end <= text.length, `${start}..${end} of ${text.length}`).toBe(true);
    expect(`${diagnostic.message} ${diagnostic.hint}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(codeFrame(diagnostic)).toContain(diagnostic.message);
  }
}

describe("fields", () => {
  test("are listed in the order of the text, each time that they are named", () => {
    const { fields } = compile("user.name:(a or b) and (event.a*:x or not user.name:*) and source.ip >= 10.0.0.1");
    expect(fields.map((field) => [field.name, field.type, field.span])).toEqual([
      ["user.name", "text", { start: 0, end: 9 }],
      ["event.action", "text", { start: 24, end: 32 }],
      ["user.name", "text", { start: 42, end: 51 }],
      ["source.ip", "ip", { start: 59, end: 68 }],
    ]);
  });

  test("a value without a field names none", () => {
    expect(compile("GetParameter").fields).toEqual([]);
  });

  test("a vocabulary without default fields refuses a value without a field", () => {
    const { predicate, diagnostics } = compile("foo and *", { ...fakeVocabulary, defaultFields: [] });
    expect(predicate).toBeNull();
    expect(diagnostics.map((each) => each.message)).toEqual(["a value needs a field here"]);
  });
});

test("a diagnostic names the line of the file that holds the query", () => {
  const file = source("rule.toml", 'type = "query"\nquery = "event.acton:x"\n');
  const start = file.text.indexOf("event.acton");
  const inner = embedded(
    file,
    "event.acton:x",
    Array.from({ length: 14 }, (_, i) => start + i),
  );
  const [diagnostic] = compileKql(inner, fakeVocabulary).diagnostics;
  expect(diagnostic && codeFrame(diagnostic)).toMatch(/^rule\.toml:2:10: error\[unknown-field\]/);
});

test("a text with errors has no warnings", () => {
  expect(codes("user.name:b and")).toEqual(["normalised"]);
  expect(codes("user.name:() and user.name:b and")).toEqual(["syntax"]);
});

describe("limits", () => {
  const stars = (count: number) => `user.name:${"a*".repeat(count)}`;

  test.each([
    ["characters of the text", `user.name:${"x".repeat(65_536 - 10)}`, `user.name:${"x".repeat(65_536 - 9)}`],
    ["brackets", `${"(".repeat(100)}*${")".repeat(100)}`, `${"(".repeat(101)}*${")".repeat(101)}`],
    [
      "brackets of lists",
      `user.name:${"(".repeat(100)}a${")".repeat(100)}`,
      `user.name:${"(".repeat(101)}a${")".repeat(101)}`,
    ],
    ["values", `tags:(${Array(10_000).fill("a").join(" or ")})`, `tags:(${Array(10_001).fill("a").join(" or ")})`],
    ["stars", stars(64), stars(65)],
    ["stars of a field name", `${"*e".repeat(2)}*:x`, `${"*e".repeat(65)}:x`],
    ["characters of a pattern", `user.name:${"a".repeat(4_095)}*`, `user.name:${"a".repeat(4_096)}*`],
    ["tests of a field", `*:(${Array(4_000).fill("a").join(" or ")})`, `*:(${Array(8_000).fill("a").join(" or ")})`],
  ])("of %s", (_, allowed, refused) => {
    expect(codes(allowed)).toEqual([]);
    expect(codes(refused)).toEqual(["limit"]);
    expect(compile(refused).predicate).toBeNull();
  });

  test("a long value that is no pattern is not limited", () => {
    expect(codes(`user.name:${"a".repeat(10_000)} or "${"*".repeat(10_000)}"`)).toEqual([]);
  });

  test("of errors", () => {
    const found = codes(Array(1_000).fill("nofield:x").join(" or "));
    expect(found).toHaveLength(51);
    expect(found.at(-1)).toBe("limit");
    expect(codes(Array(1_000).fill("()").join(" or "))).toHaveLength(51);
  });
});

describe("any text compiles or is refused with spans inside it", () => {
  test("random pieces", () => {
    fc.assert(
      fc.property(
        fc.array(hostileText).map((parts) => parts.join(" ")),
        expectSound,
      ),
      { numRuns: 3000 },
    );
  });

  test("random characters", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), expectSound), { numRuns: 1000 });
  });

  test("queries with a piece cut out", () => {
    fc.assert(
      fc.property(arbitraryQuery, fc.nat(), fc.nat(10), (query, at, width) => {
        const text = print(query);
        const start = at % (text.length + 1);
        expectSound(text.slice(0, start) + text.slice(start + width));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    "(",
    ")",
    "{",
    "}",
    ":",
    '"',
    "\\",
    "*",
    "not ",
    "a or ",
    "a:(",
    "a:{",
    "<",
    "(a or ",
    '"a" ',
    "\\u",
    " ",
  ])("64 KiB of %j", (piece) => expectSound(piece.repeat(Math.floor(65_536 / piece.length))));
});
