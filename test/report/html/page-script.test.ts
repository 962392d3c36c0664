import { Script } from "node:vm";
import { expect, test } from "vitest";
import { PAGE_SCRIPT } from "../../../src/report/html/page-script.ts";

test("the script parses and cannot end its element", () => {
  expect(() => new Script(PAGE_SCRIPT)).not.toThrow();
  expect(PAGE_SCRIPT).not.toMatch(/<\/?script|<!--/i);
});

test("the script makes no markup of text and asks for nothing over the network", () => {
  expect(PAGE_SCRIPT).not.toMatch(
    /innerHTML|outerHTML|insertAdjacent|document\.write|eval|fetch|XMLHttpRequest|import\(/,
  );
});
