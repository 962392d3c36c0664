import { simulatedLogs } from "../data/simulated-logs.ts";
import { smallFiles } from "../data/small-files.ts";
import { keys, sizes } from "../keys.ts";
import type { BenchOptions } from "../options.ts";
import type { Prepared } from "../run.ts";
import type { Tools } from "../tools.ts";
import { scanRun } from "./scan-run.ts";

/** The same events in files of eight and in large ones. */
export async function prepareSmallFiles(tools: Tools, { events }: BenchOptions): Promise<Prepared> {
  const logs = await simulatedLogs(tools, sizes.small(events));
  const small = await smallFiles(tools, logs);
  return {
    runs: [scanRun(tools, keys.scan(logs.events), logs.path), scanRun(tools, keys.smallFiles, small.path)],
  };
}
