import fc from "fast-check";
import { expect, test } from "vitest";
import { toPlain } from "../../../src/rule/format/plain.ts";
import { readJson } from "../../../src/rule/format/read-json.ts";
import { createReport } from "../../../src/rule/format/report.ts";
import { textSource } from "../../../src/rule/format/text-source.ts";
import { valueAt } from "../../../src/rule/format/tree.ts";
import { locate } from "../../../src/source/location.ts";
import { source } from "../../../src/source/source.ts";

function read(text: string) {
  const report = createReport(source("a.json", text));
  const tree = readJson({ start: 0, end: text.length }, report);
  return { tree, report, messages: report.diagnostics.map((each) => each.message) };
}

test("reads what JSON.parse reads", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const { tree } = read(JSON.stringify(value, null, 1));
      expect(tree && toPlain(tree)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("never throws, and says why there is no tree", () => {
  const scraps = fc.constantFrom(...'{}[]":,\\ \n/*u019eE.-tfn', "true", "\\u00", '"a"', "//", "\r");
  fc.assert(
    fc.property(fc.array(scraps, { maxLength: 30 }), (parts) => {
      const { tree, messages } = read(parts.join(""));
      expect(tree === null).toBe(messages.length > 0);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["brackets", "[".repeat(100_000)],
  ["brackets after a quote in a comment", `/* " */${"[".repeat(100_000)}`],
  ["brackets after a string that ends with its line", `"a\r${"[".repeat(100_000)}`],
  ["objects", '{"a":'.repeat(50_000)],
])("very deep %s do not reach the parser", (_name, text) => {
  expect(read(text).messages).toHaveLength(1);
});

test("a key named __proto__ is a key", () => {
  const { tree } = read('{"__proto__":{"x":1}}');
  const plain = tree && toPlain(tree);
  expect(Object.keys(plain ?? {})).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
});

test("a place in a text is a place in the file", () => {
  const { tree, report } = read('{\n  "query": "a\\u0062\\"c"\n}');
  const value = tree?.kind === "object" ? valueAt(tree, "query") : undefined;
  if (value?.kind !== "text") throw new Error("no text");
  const query = textSource(report.file, value);
  expect(query.text).toBe('ab"c');
  const columns = [0, 1, 2, 3, 4].map((offset) => locate(query, offset).column);
  expect(columns).toEqual([13, 14, 20, 22, 23]);
  expect(locate(query, 3)).toMatchObject({ file: "a.json", line: 2 });
});
