import { expect, test } from "vitest";
import { wildcardPattern } from "../../../../src/rule/format/elastic/wildcard-pattern.ts";

test.each([
  ["", []],
  ["abc", [{ text: "abc" }]],
  ["a*b?c", [{ text: "a" }, "any", { text: "b" }, "one", { text: "c" }]],
  ["\\*\\?\\\\\\a", [{ text: "*?\\a" }]],
  ["**", ["any", "any"]],
  ["a\\", [{ text: "a\\" }]],
])("%j", (text, parts) => {
  expect(wildcardPattern(text)).toEqual(parts);
});
