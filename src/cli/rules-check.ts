import { safeJson } from "../alert/format/safe-json.ts";
import { printable } from "../alert/printable.ts";
import { checkReport } from "../rule/check-report.ts";
import { loadRules } from "../rule/load.ts";
import type { CheckedRule } from "../rule/loaded-rules.ts";
import { readRuleFiles } from "../rule/read-rule-files.ts";
import { codeFrame } from "../source/code-frame.ts";
import { EXIT } from "./exit-code.ts";

export interface RulesCheckOptions {
  readonly format: "text" | "json";
  readonly strict?: boolean;
  readonly notes?: boolean;
  readonly suppressions?: readonly string[];
}

/** `trailhound rules check`: see docs/rules-check.md. */
export async function runRulesCheck(paths: readonly string[], options: RulesCheckOptions): Promise<void> {
  const { files, diagnostics } = await readRuleFiles(paths);
  const now = Date.now();
  const loaded = loadRules(files, { now });
  const unread = diagnostics.map(
    (each): CheckedRule => ({
      file: each.source.name,
      id: null,
      name: null,
      format: null,
      type: null,
      language: null,
      status: "error",
      diagnostics: [each],
    }),
  );
  const ids = loaded.checked.flatMap(({ id }) => (id === null ? [] : [id]));
  const suppressions = await suppressionsOf(options.suppressions, ids, now);
  const checked = [...unread, ...loaded.checked, ...suppressions];
  const text =
    options.format === "json"
      ? `${safeJson(checkReport({ ...loaded, checked }), 2)}\n`
      : checked.map((rule) => lineOf(rule, options.notes ?? false)).join("");
  process.stdout.write(text);
  if (options.format === "text") process.stderr.write(countsOf(checked));
  const bad = checked.some(({ status }) => status === "error" || (options.strict && status === "unsupported"));
  process.exitCode = bad ? EXIT.usage : EXIT.done;
}

async function suppressionsOf(
  paths: readonly string[] | undefined,
  ids: readonly string[],
  now: number,
): Promise<readonly CheckedRule[]> {
  if (paths === undefined) return [];
  return (await import("./check-suppressions.ts")).checkSuppressions(paths, ids, now);
}

/** One line; notes of a rule that is right are counted in it and shown on request. */
function lineOf(rule: CheckedRule, notes: boolean): string {
  const name = printable(rule.name ?? rule.id ?? "(file)");
  const shown = rule.diagnostics.filter(({ severity }) => notes || severity !== "info");
  const left = rule.diagnostics.length - shown.length;
  const hidden = left === 0 ? "" : ` (${left} ${left === 1 ? "note" : "notes"}: --notes)`;
  return [`${rule.status.padEnd(12)} ${rule.file}: ${name}${hidden}`, ...shown.map(codeFrame), ""].join("\n");
}

function countsOf(checked: readonly CheckedRule[]): string {
  const count = (status: CheckedRule["status"]): number => checked.filter((each) => each.status === status).length;
  return `${count("ok")} ok, ${count("unsupported")} not supported yet, ${count("error")} with errors\n`;
}
