import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { wrap } from "../../../src/report/terminal/wrap.ts";

test.each([
  ["one two three", 7, ["one two", "three"]],
  ["one", 7, ["one"]],
  ["", 7, [""]],
  ["arn:aws:iam::1:role/deploy", 12, ["arn:aws:iam:", ":1:role/", "deploy"]],
  ["abcdefghij", 4, ["abcd", "efgh", "ij"]],
  ["a abcdefgh b", 4, ["a", "abcd", "efgh", "b"]],
  ["漢字漢字", 5, ["漢字", "漢字"]],
])("%j in %d columns", (text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

test("no line is too wide and nothing but spaces is lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.integer({ min: 4, max: 40 }), (text, width) => {
      const lines = wrap(text, width);
      expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    }),
  );
});
