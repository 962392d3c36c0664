import { expect, test } from "vitest";
import { noEffect, readKeys, readOnly, record, required, unsupported, used } from "../../../src/rule/format/keys.ts";
import { readJson } from "../../../src/rule/format/read-json.ts";
import { createReport } from "../../../src/rule/format/report.ts";
import { anything, integer, list, oneOf, text } from "../../../src/rule/format/shape.ts";
import { source } from "../../../src/source/source.ts";

const TABLE = {
  name: required(text),
  level: used(oneOf(["low", "high"])),
  inner: used(record({ count: required(integer(1, 5)) })),
  tags: used(list(text)),
  id: readOnly,
  actions: noEffect(list(anything), "warning", "not run"),
  tables: unsupported(anything, "not supported"),
};

function read(text_: string) {
  const report = createReport(source("a.json", text_));
  const tree = readJson({ start: 0, end: text_.length }, report);
  if (tree?.kind !== "object") throw new Error("not an object");
  const keys = readKeys(tree, TABLE, "", report);
  const messages = report.diagnostics.map(({ severity, code, message, hint, span }) => {
    const at = text_.slice(span.start, span.end);
    return [`${severity}[${code}]`, message, at, ...(hint ? [hint] : [])];
  });
  return { keys, messages };
}

test("reads values with their types", () => {
  const { keys, messages } = read('{"name":"n","level":"low","inner":{"count":2},"tags":["a"],"id":7}');
  expect(messages).toEqual([]);
  expect([keys.name?.value, keys.level?.value, keys.inner?.value.count?.value]).toEqual(["n", "low", 2]);
  expect(keys.tags?.value.map((tag) => tag.value)).toEqual(["a"]);
});

test("null is absent", () => {
  const { keys, messages } = read('{"name":null,"level":null}');
  expect(keys.level).toBeUndefined();
  expect(messages).toEqual([["error[missing-key]", 'the key "name" is missing', '{"name":null,"level":null}']]);
});

test("every violation is reported, each at its place", () => {
  const { messages } = read('{"nmae":"n","level":"hgih","inner":{"count":9,"x":1},"tags":["a",1,{}],"toString":1}');
  expect(messages).toEqual([
    ["error[unknown-key]", 'unknown key "nmae"', '"nmae"', 'did you mean "name"?'],
    ["error[unknown-key]", 'unknown key "toString"', '"toString"'],
    ["error[missing-key]", 'the key "name" is missing', expect.any(String)],
    ["error[invalid-value]", 'level: expected "low" or "high", found "hgih"', '"hgih"', 'did you mean "high"?'],
    ["error[unknown-key]", 'unknown key "x" in inner', '"x"'],
    ["error[invalid-value]", "inner.count: expected a whole number from 1 to 5, found 9", "9"],
    ["error[invalid-value]", "tags[1]: expected a text, found 1", "1"],
    ["error[invalid-value]", "tags[2]: expected a text, found an object", "{}"],
  ]);
});

test("what has no effect or is not supported is named unless it is empty", () => {
  expect(read('{"name":"n","actions":[],"tables":{"a":""}}').messages).toEqual([]);
  expect(read('{"name":"n","actions":[1],"tables":[{"a":0}]}').messages).toEqual([
    ["warning[no-effect]", "actions: not run", '"actions"'],
    ["error[unsupported-feature]", "tables: not supported", '"tables"'],
  ]);
});

test("hostile texts are cut and made printable in messages", () => {
  const { messages } = read(`{"name":"n","${"x".repeat(500)}":1,"\\u001b[31m":2}`);
  expect(messages[0]?.[1]).toBe(`unknown key "${"x".repeat(60)}..."`);
  expect(messages[1]?.[1]).toBe('unknown key "\u{FFFD}[31m"');
});
