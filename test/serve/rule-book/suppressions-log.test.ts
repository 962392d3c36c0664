import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSuppressions } from "../../../src/alert/suppression/load-suppressions.ts";
import { readSuppressionFiles } from "../../../src/rule/suppression-file/read-suppression-files.ts";
import { GONE_AFTER } from "../../../src/serve/rule-book/observe-files.ts";
import { heldLog } from "../log-lines.ts";
import { openFolder, ruleText } from "./folder.ts";

const line = (id: string, more: Readonly<Record<string, unknown>> = {}): string =>
  `  - ${JSON.stringify({ id, applies_to: "alerts", query: "identity.user: bob", owner: "ana", reason: "b", expires: "never", ...more })}\n`;

async function open() {
  const folder = openFolder();
  folder.write("a.json", ruleText("rule-a", "one"));
  folder.write("b.json", ruleText("rule-b", "one"));
  const own = join(folder.data, "..", "own");
  mkdirSync(own);
  const write = (...lines: readonly string[]): void =>
    writeFileSync(join(own, "own.yaml"), `suppressions:\n${lines.join("")}`);
  write(line("old"), line("same", { rules: ["rule-b"] }));
  const { log, heard } = heldLog();
  const suppressionFiles = { paths: [own], read: readSuppressionFiles, load: loadSuppressions };
  const book = await folder.open({ suppressionFiles, log });
  return { folder, book, write, heard, file: join(own, "own.yaml") };
}

test("which came, changed and went is said; a file that says the same in other words says nothing", async () => {
  const { book, write, heard } = await open();
  expect(heard()).toEqual([
    { level: "info", msg: "rules loaded", rules: 2 },
    { level: "info", msg: "suppressions loaded", suppressions: 2 },
  ]);
  write(line("same", { rules: ["rule-b"] }), "\n", line("old"));
  await book.check();
  expect(heard()).toEqual([]);
  write(line("same", { rules: ["rule-b"], query: "identity.user: eve" }), line("new"));
  await book.check();
  const msg = "suppressions changed";
  expect(heard()).toEqual([{ level: "info", msg, added: ["new"], changed: ["same"], removed: ["old"] }]);
});

test("one that holds for everything, or names a rule that is not there, is said with it, and when the rule goes", async () => {
  const { folder, book, write, heard, file } = await open();
  heard();
  const all = [line("same", { rules: ["rule-b"] }), line("all", { query: "*", rules: ["rule-a", "rule-x"] })];
  write(...all);
  await book.check();
  const odd = { level: "warn", msg: "something is odd about a suppression", file };
  expect(heard().slice(1)).toEqual([
    { ...odd, suppression: "all", reason: "this holds for everything", hint: null },
    {
      ...odd,
      suppression: "all",
      reason: expect.stringMatching(/names the rule .?rule-x.?, which is not there/),
      hint: expect.stringContaining("did you mean"),
    },
  ]);
  folder.remove("b.json");
  await book.check();
  folder.now += GONE_AFTER;
  await book.check();
  expect(heard()).toEqual([
    { level: "info", msg: "rules changed", added: [], changed: [], removed: ["rule-b"] },
    { ...odd, suppression: "same", reason: expect.stringContaining("rule-b"), hint: expect.anything() },
  ]);
  await book.check();
  expect(heard()).toEqual([]);
});
