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
}

/** `trailhound rules check`: see docs/rules-check.md. */
export async function runRulesCheck(paths: readonly string[], options: RulesCheckOptions): Promise<void> {
  const { files, diagnostics } = await readRuleFiles(paths);
  const loaded = loadRules(files, { now: Date.now() });
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
  const checked = [...unread, ...loaded.checked];
  const text =
    options.format === "json" ? `${safeJson(checkReport({ ...loaded, checked }), 2)}\n` : checked.map(lineOf).join("");
  process.stdout.write(text);
  if (options.format === "text") process.stderr.write(countsOf(checked));
  const bad = checked.some(({ status }) => status === "error" || (options.strict && status === "unsupported"));
  process.exitCode = bad ? EXIT.usage : EXIT.done;
}

function lineOf(rule: CheckedRule): string {
  const name = printable(rule.name ?? rule.id ?? "(file)");
  const frames = rule.diagnostics.map((each) => `${codeFrame(each)}\n`).join("");
  if (rule.status === "ok") return `ok           ${rule.file}: ${name}\n${frames}`;
  return `${rule.status.padEnd(12)} ${rule.file}: ${name}\n${frames}`;
}

function countsOf(checked: readonly CheckedRule[]): string {
  const count = (status: CheckedRule["status"]): number => checked.filter((each) => each.status === status).length;
  return `${count("ok")} ok, ${count("unsupported")} not supported yet, ${count("error")} with errors\n`;
}
