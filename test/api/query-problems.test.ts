import { expect, test } from "vitest";
import { queryProblems } from "../../src/api/query-problems.ts";
import { vocabularies } from "../../src/catalog/vocabularies.ts";
import { compileKql } from "../../src/lang/kql/compile.ts";
import { source } from "../../src/source/source.ts";

test("what a language finds wrong has its line and column", () => {
  const { diagnostics } = compileKql(source("where", "event.action: x and\n  usr.name: y"), vocabularies.ecs);
  expect(queryProblems(diagnostics)).toMatchObject([
    { line: 2, column: 3, hint: expect.stringContaining("user.name") },
  ]);
});
