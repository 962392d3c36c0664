import { expect, test } from "vitest";
import { goalOf } from "../../../../src/rule/format/datadog/goal.ts";

test.each([
  ["## Goal\nSee who reads.\n\n## Strategy\nCount.", "See who reads."],
  ["# GOAL\r\n\r\nTwo\r\nlines", "Two\nlines"],
  ["Goal\nno heading", ""],
  ["## Goals of all\nx", ""],
  ["", ""],
])("%j", (message, goal) => {
  expect(goalOf(message)).toBe(goal);
});
