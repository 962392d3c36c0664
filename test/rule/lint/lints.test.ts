import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { LINTS } from "../../../src/rule/lint/lints.ts";

test("ids are distinct and each says in a sentence what it looks for", () => {
  expect(new Set(LINTS.map((lint) => lint.id)).size).toBe(LINTS.length);
  for (const lint of LINTS) expect(lint.sentence).toMatch(/^[A-Z].*\.$/);
});

test("each has a test of its own", () => {
  const tests = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith(".test.ts") && name !== "lints.test.ts",
  );
  expect(tests).toHaveLength(LINTS.length);
});
