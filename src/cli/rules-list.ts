import { safeJson } from "../alert/format/safe-json.ts";
import { ruleTable } from "../report/terminal/rule-table.ts";
import { ruleType } from "../rule/rule.ts";
import { codeFrame } from "../source/code-frame.ts";
import { EXIT } from "./exit-code.ts";
import { errorsIn, loadChosenRules } from "./load-rules.ts";

export interface RulesListOptions {
  readonly rules?: readonly string[];
  readonly builtin: boolean;
  readonly format: "table" | "json";
}

/** `trailhound rules list`: see docs/rules-list.md. */
export async function runRulesList(options: RulesListOptions): Promise<void> {
  const loaded = await loadChosenRules(options, Date.now());
  if (options.format === "json") {
    const list = loaded.rules.map(({ id, name, format, method, severity, riskScore, enabled, tags, source }) => {
      return {
        id,
        name,
        format,
        type: ruleType(method),
        severity,
        risk_score: riskScore,
        enabled,
        tags,
        file: source.name,
      };
    });
    process.stdout.write(`${safeJson(list, 2)}\n`);
  } else {
    const width = process.stdout.isTTY ? process.stdout.columns : 100;
    process.stdout.write(ruleTable(loaded.rules, { width, colour: process.stdout.isTTY === true }));
  }
  for (const each of loaded.diagnostics.filter(({ severity }) => severity === "error")) {
    process.stderr.write(`${codeFrame(each)}\n`);
  }
  process.exitCode = errorsIn(loaded).length > 0 ? EXIT.usage : EXIT.done;
}
