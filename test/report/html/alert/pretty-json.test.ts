import fc from "fast-check";
import { expect, test } from "vitest";
import { isPrintable } from "../../../../src/alert/printable.ts";
import { prettyJson } from "../../../../src/report/html/alert/pretty-json.ts";
import { rawTexts } from "../../../../src/report/html/alert/raw-texts.ts";
import type { JsonValue } from "../../../../src/util/json.ts";

test("is JSON of the same value, as JSON.stringify lays it out", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const { text, isCut } = prettyJson(value as JsonValue, 1_000_000);
      expect(isCut).toBe(false);
      expect(text.split("\n").every(isPrintable)).toBe(true);
      const plain = JSON.stringify(value, null, 2);
      if (plain.split("\n").every(isPrintable)) expect(text).toBe(plain);
    }),
  );
});

test("control and direction characters are escapes that JSON reads back", () => {
  expect(JSON.parse(prettyJson({ "a\u202e": "\u0000\u2066" }, 100).text)).toEqual({ "a\u202e": "\u0000\u2066" });
});

test("is cut after the limit and says so", () => {
  const { text, isCut } = prettyJson(
    Array.from({ length: 10_000 }, () => 1),
    500,
  );
  expect(isCut).toBe(true);
  expect(text.length).toBeLessThan(600);
  expect(text).toMatch(/cut here: the record is longer$/);
});

test("deep nesting ends", () => {
  let deep: JsonValue = "x";
  for (let depth = 0; depth < 50_000; depth++) deep = [deep];
  const { text } = prettyJson(deep, 1_000_000);
  expect(text.length).toBeLessThan(10_000);
  expect(text).toContain("[ ... ]");
});

test("records are taken while there is room, at least one, at most twenty", () => {
  const record = { text: "x".repeat(1_000) };
  expect(
    rawTexts(
      Array.from({ length: 30 }, () => record),
      1_000_000,
    ),
  ).toHaveLength(20);
  expect(
    rawTexts(
      Array.from({ length: 30 }, () => record),
      5_000,
    ),
  ).toHaveLength(3);
  expect(rawTexts([record, record], 10)).toHaveLength(1);
});
