import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { columnsOf } from "../../../src/report/terminal/columns-of.ts";

test.each([
  ["", 0],
  ["GetParameter", 12],
  ["naïve", 5],
  ["漢字", 4],
  ["\u001b[31mred\u001b[0m", 3],
  ["a\tb", 2],
])("%j takes %d columns", (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test("the short way gives what the general one gives", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" })), (text) => columnsOf(text) === stringWidth(text)),
  );
});
