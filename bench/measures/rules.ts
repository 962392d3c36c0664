import { join } from "node:path";
import { dataSet } from "../data/data-set.ts";
import { simulatedLogs } from "../data/simulated-logs.ts";
import { keys, MANY_RULES } from "../keys.ts";
import type { BenchOptions } from "../options.ts";
import { ruleSet, writeRuleSet } from "../rules/rule-set.ts";
import type { Prepared } from "../run.ts";
import type { Tools } from "../tools.ts";
import { prepareScan } from "./scan.ts";
import { scanRun } from "./scan-run.ts";

/** The base data with the built-in rules and a thousand more. */
export async function prepareRules(tools: Tools, options: BenchOptions): Promise<Prepared> {
  const base = await prepareScan(tools, options);
  const logs = await simulatedLogs(tools, options.events);
  const folder = await ruleFolder(tools, MANY_RULES);
  return { runs: [...base.runs, scanRun(tools, keys.builtinAndRules(MANY_RULES), logs.path, ["--rules", folder])] };
}

/** Folder of so many made-up rules. */
export async function ruleFolder(tools: Tools, count: number): Promise<string> {
  const folder = await dataSet(join(tools.data, `rules-${count}`), { rules: ruleSet(count) }, async (out) => {
    await writeRuleSet(join(out, "rules"), count);
  });
  return join(folder, "rules");
}
