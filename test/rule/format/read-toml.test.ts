import fc from "fast-check";
import { expect, test } from "vitest";
import { toPlain } from "../../../src/rule/format/plain.ts";
import { readToml } from "../../../src/rule/format/read-toml.ts";
import { createReport } from "../../../src/rule/format/report.ts";
import { source } from "../../../src/source/source.ts";

function read(text: string) {
  const report = createReport(source("a.toml", text));
  const tree = readToml(report);
  return { plain: tree && toPlain(tree), messages: report.diagnostics.map((each) => each.message) };
}

test.each([
  ["tables that add to each other", "[a.b]\nx=1\n[a]\ny=2\n[a.c]\nz=3", { a: { b: { x: 1 }, y: 2, c: { z: 3 } } }],
  ["dotted keys", 'a.b."c.d" = 1\na.e = 2', { a: { b: { "c.d": 1 }, e: 2 } }],
  ["tables in tables of tables", "[[a]]\n[[a.b]]\nx=1\n[[a]]\n[a.c]\ny=2", { a: [{ b: [{ x: 1 }] }, { c: { y: 2 } }] }],
  ["inline tables", "a = [{b.c = 1}, {d = [2, [true]]}]", { a: [{ b: { c: 1 } }, { d: [2, [true]] }] }],
  ["dates", "a = 2026-01-02T03:04:05Z\nb = 2026-01-02", { a: "2026-01-02T03:04:05Z", b: "2026-01-02" }],
])("%s", (_name, text, expected) => {
  expect(read(text)).toEqual({ plain: expected, messages: [] });
});

test("a key named __proto__ is a key", () => {
  expect(Object.keys(read("[__proto__]\nx = 1").plain ?? {})).toEqual(["__proto__"]);
});

test.each([
  ["arrays", `a = ${"[".repeat(70)}${"]".repeat(70)}`],
  ["tables", `[${Array(70).fill("a").join(".")}]\nx = 1`],
  ["keys", `${Array(70).fill("a").join(".")} = 1`],
  ["inline tables", `a = ${"{a = ".repeat(70)}1${"}".repeat(70)}`],
])("too deep %s are refused", (_name, text) => {
  expect(read(text)).toEqual({ plain: null, messages: ["nested more than 64 levels deep"] });
});

test("a very long text is refused before it is parsed", () => {
  expect(read(`# ${"x".repeat(1024 * 1024)}`).messages).toHaveLength(1);
});

test("never throws, and says why there is no tree", () => {
  const scraps = fc.constantFrom(
    "[",
    "]",
    "[[a]]",
    "[a.b]",
    "\n",
    "=",
    "a",
    ".",
    "b = 1",
    '"',
    "'''",
    "{",
    "}",
    ",",
    "\\",
    "#",
    " ",
  );
  fc.assert(
    fc.property(fc.array(scraps, { maxLength: 25 }), (parts) => {
      const { plain, messages } = read(parts.join(""));
      expect(plain === null).toBe(messages.length > 0);
    }),
    { numRuns: 2000 },
  );
});
