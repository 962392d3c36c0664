import { simulatedLogs } from "../data/simulated-logs.ts";
import { GROWTH_OF_RULES, keys, sizes } from "../keys.ts";
import type { BenchOptions } from "../options.ts";
import type { Prepared, Run } from "../run.ts";
import type { Tools } from "../tools.ts";
import { ruleFolder } from "./rules.ts";
import { scanAndZcat, scanRun } from "./scan-run.ts";

/** Points of the plot that no target is about are run less often. */
const MOST_RUNS = 3;

/** What the plot shows: other sizes of data, other numbers of rules. */
export async function prepareGrowth(tools: Tools, { events }: BenchOptions): Promise<Prepared> {
  const runs: Run[] = [];
  for (const size of sizes.growth(events)) {
    const points = scanAndZcat(tools, await simulatedLogs(tools, size), size > events);
    runs.push(...(size === events ? points : points.map((run) => ({ ...run, most: MOST_RUNS }))));
  }
  const logs = await simulatedLogs(tools, events);
  for (const count of GROWTH_OF_RULES) {
    const only = ["--no-builtin", "--rules", await ruleFolder(tools, count)];
    runs.push({ ...scanRun(tools, keys.rules(count), logs.path, only), most: MOST_RUNS });
  }
  return { runs };
}
