import { simulatedLogs } from "../data/simulated-logs.ts";
import { sizes } from "../keys.ts";
import type { BenchOptions } from "../options.ts";
import type { Prepared } from "../run.ts";
import type { Tools } from "../tools.ts";
import { scanAndZcat } from "./scan-run.ts";

/** The base data with the built-in rules, and zcat. */
export async function prepareScan(tools: Tools, { events }: BenchOptions): Promise<Prepared> {
  return { runs: scanAndZcat(tools, await simulatedLogs(tools, events)) };
}

/** The same of ten times as much: for memory, and the last point of the plot. */
export async function prepareMemory(tools: Tools, options: BenchOptions): Promise<Prepared> {
  const base = await prepareScan(tools, options);
  const large = await simulatedLogs(tools, sizes.large(options.events));
  return { runs: [...base.runs, ...scanAndZcat(tools, large, true)] };
}
