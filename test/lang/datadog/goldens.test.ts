import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { printPredicate } from "../../../src/ir/print-predicate.ts";
import { compileSearch } from "../../../src/lang/datadog/compile.ts";
import { codeFrame } from "../../../src/source/code-frame.ts";
import { source } from "../../../src/source/source.ts";
import { fakeVocabulary } from "./fake-vocabulary.ts";

const folder = join(import.meta.dirname, "goldens");

describe.each(readdirSync(folder))("golden %s", (name) => {
  const text = readFileSync(join(folder, name, "query.txt"), "utf8").replace(/\n$/, "");
  const { predicate, diagnostics } = compileSearch(source("query.txt", text), fakeVocabulary);
  const frames = diagnostics.map(codeFrame);

  test(name.startsWith("error-") ? "is refused" : "has its plan", async () => {
    expect(predicate === null).toBe(name.startsWith("error-"));
    const file = predicate === null ? "errors.txt" : "plan.txt";
    const plan = predicate === null ? [] : [printPredicate(predicate)];
    await expect(`${[...plan, ...frames].join("\n\n")}\n`).toMatchFileSnapshot(join(folder, name, file));
  });
});
