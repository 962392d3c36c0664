import { firstRecords } from "../data/first-records.ts";
import { simulatedLogs } from "../data/simulated-logs.ts";
import { keys } from "../keys.ts";
import type { BenchOptions } from "../options.ts";
import type { Prepared } from "../run.ts";
import type { Tools } from "../tools.ts";
import { scanRun } from "./scan-run.ts";

const FEW_EVENTS = 100;

/** The help text, and a node that does nothing. */
export async function prepareHelp(tools: Tools): Promise<Prepared> {
  return {
    runs: [
      { key: keys.node, command: () => [process.execPath, "-e", "0"] },
      { key: keys.help, command: () => [...tools.trailhound, "--help"] },
    ],
  };
}

/** A file of a hundred events. */
export async function prepareHundred(tools: Tools, { events }: BenchOptions): Promise<Prepared> {
  const { path } = await firstRecords(tools, await simulatedLogs(tools, events), FEW_EVENTS);
  return { runs: [scanRun(tools, keys.hundred, path)] };
}
