import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkReport, type ReportedRule } from "../../src/rule/check-report.ts";
import { loadRules } from "../../src/rule/load.ts";
import type { CheckedRule } from "../../src/rule/loaded-rules.ts";
import { showRule, showSuppression } from "./show.ts";

const CASES = join(import.meta.dirname, "cases");
const NOW = Date.parse("2026-01-01T00:00:00.000Z");

/** Each folder holds the files of one load and what comes of it. */
test.each(readdirSync(CASES).sort())("%s", async (name) => {
  const folder = join(CASES, name);
  const paths = readdirSync(folder).filter((path) => path !== "expected.txt");
  const files = paths.map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
  const loaded = loadRules(files, { now: NOW });
  const report = checkReport(loaded).flatMap((rule, i) => showReported(rule, loaded.checked[i]));
  const made = [...loaded.rules.map(showRule), ...loaded.suppressions.map(showSuppression)];
  const text = [...report, ...made.map((each) => `\n${JSON.stringify(each, null, 2)}`), ""].join("\n");
  await expect(text).toMatchFileSnapshot(join(folder, "expected.txt"));
});

/** What the query languages say is tested with them: here only its code and its place. */
function showReported(rule: ReportedRule, checked: CheckedRule | undefined): readonly string[] {
  const { file, id, name, format, type, language, status, diagnostics } = rule;
  const head = format
    ? `${status}: ${JSON.stringify({ file, id, name, format, type, language })}`
    : `${status}: ${file}`;
  const lines = diagnostics.map((each, i) => {
    const place = `${each.file ?? file}:${each.line}:${each.column}`;
    const isOfQuery = checked?.diagnostics[i]?.source.container !== undefined;
    if (isOfQuery) return `  ${place}: ${each.severity}[${each.code}] in a query`;
    return `  ${place}: ${each.severity}[${each.code}]: ${each.message}${each.hint ? `; ${each.hint}` : ""}`;
  });
  return [head, ...lines];
}
