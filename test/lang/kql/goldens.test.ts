import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compileKql } from "../../../src/lang/kql/compile.ts";
import { parse } from "../../../src/lang/kql/parser.ts";
import { Reporter } from "../../../src/lang/kql/reporter.ts";
import { codeFrame } from "../../../src/source/code-frame.ts";
import { source } from "../../../src/source/source.ts";
import { fakeVocabulary } from "./fake-vocabulary.ts";
import { showPredicate, showQuery } from "./show.ts";

const folder = fileURLToPath(new URL("goldens", import.meta.url));
const cases = readdirSync(folder).sort();

/** The query without the line break that ends the file. */
function readQuery(name: string): string {
  return readFileSync(`${folder}/${name}/query.kql`, "utf8").replace(/\n$/, "");
}

describe("goldens", () => {
  test("there are many", () => expect(cases.length).toBeGreaterThanOrEqual(40));

  test.each(cases)("%s", async (name) => {
    const query = source("query.kql", readQuery(name));
    const { predicate, diagnostics } = compileKql(query, fakeVocabulary);
    const outputs = {
      "ast.txt": predicate && showQuery(parse(query.text, new Reporter(query))),
      "plan.txt": predicate && showPredicate(predicate),
      "errors.txt": diagnostics.map(codeFrame).join("\n\n") || null,
    };
    for (const [file, text] of Object.entries(outputs)) {
      const path = `${folder}/${name}/${file}`;
      if (text === null) expect(existsSync(path), `${path} is left over`).toBe(false);
      else await expect(`${text}\n`).toMatchFileSnapshot(path);
    }
  });
});

test.each(cases.filter((name) => name.startsWith("bad-")))("%s is refused", (name) => {
  const compiled = compileKql(source("query.kql", readQuery(name)), fakeVocabulary);
  expect(compiled.predicate).toBeNull();
});
