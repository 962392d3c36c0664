import fc from "fast-check";
import { expect, test } from "vitest";
import { isPrintable, printable, printableShort } from "../../src/alert/printable.ts";

test.each([
  ["plain /prod/db é 日本 😀", "plain /prod/db é 日本 😀"],
  ["\u001b[31mred\u0007", "\\u001b[31mred\\u0007"],
  ["a\nb\tc\0", "a\\u000ab\\u0009c\\u0000"],
  ["user\u202etxt.exe", "user\\u202etxt.exe"],
  ["zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"],
  ["c1\u009b2J", "c1\\u009b2J"],
  ["line\u2028sep\u2029", "line\\u2028sep\\u2029"],
  ["tag\u{e0041}", "tag\\u{e0041}"],
  ["lone\ud800", "lone\\ud800"],
])("%j is shown as %j", (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test("what is shown never needs showing again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(isPrintable(printable(text))).toBe(true);
    }),
  );
});

test("long text is cut by code points, with an ellipsis inside the limit", () => {
  expect(printableShort("😀".repeat(5), 5)).toBe("😀".repeat(5));
  expect(printableShort("😀".repeat(6), 5)).toBe(`${"😀".repeat(4)}…`);
  expect(printableShort("a".repeat(1_000_000), 3)).toBe("aa…");
});
