import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSuppressions } from "../../../src/alert/suppression/load-suppressions.ts";
import { codeFrame } from "../../../src/source/code-frame.ts";

const FOLDER = join(import.meta.dirname, "goldens");
const CASES = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml"));

/** What is loaded, and every diagnostic with its place. */
function shown(name: string): string {
  const text = readFileSync(join(FOLDER, name), "utf8");
  const { suppressions, diagnostics } = loadSuppressions([{ path: name, text }]);
  const loaded = suppressions.map(({ kind, predicate, places, ...facts }) => `${JSON.stringify(facts, null, 2)}\n`);
  return `${[...loaded, ...diagnostics.map((each) => `${codeFrame(each)}\n`)].join("\n")}`;
}

test.each(CASES)("%s", async (name) => {
  await expect(shown(name)).toMatchFileSnapshot(join(FOLDER, name.replace(/yaml$/, "txt")));
});
