import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { jsonBytes } from "../data/records.ts";
import { simulatedLogs } from "../data/simulated-logs.ts";
import { slices } from "../data/slices.ts";
import { keys, sizes } from "../keys.ts";
import type { BenchOptions } from "../options.ts";
import type { Prepared, Run } from "../run.ts";
import type { Tools } from "../tools.ts";
import { scanRun } from "./scan-run.ts";

/** All bytes below the lake's folder, its state with them, when it is compacted, and those of the JSON that was put in. */
export async function prepareStorage(tools: Tools, { events }: BenchOptions): Promise<Prepared> {
  const logs = await simulatedLogs(tools, events);
  const lake = await newLake(tools, "storage", logs.path, events);
  return { runs: [], facts: { [keys.stored]: await bytesBelow(lake), [keys.json]: await jsonBytes(logs.path) } };
}

/** New events into a lake of the base data and one of ten times as much. The first slice of each lake is not measured. */
export async function prepareSlice(tools: Tools, options: BenchOptions): Promise<Prepared> {
  const files = await slices(tools, options.events, options.runs + 1, sizes.slice(options.events));
  const runs: Run[] = [];
  for (const events of [options.events, sizes.large(options.events)]) {
    const { path } = await simulatedLogs(tools, events);
    const lake = await newLake(tools, "slice", path, events);
    const into = (index: number) => scanRun(tools, keys.slice(events), files[index] ?? "", ["--lake", lake]);
    await tools.run(into(0).command(0));
    runs.push({ ...into(0), command: (round) => into(round + 1).command(round) });
  }
  return { runs };
}

/** A compacted lake of the logs, under the scratch folder. */
async function newLake(tools: Tools, purpose: string, logs: string, events: number): Promise<string> {
  const lake = join(tools.scratch, `lake-for-${purpose}-${events}`);
  tools.say(`filling a lake of ${events.toLocaleString("en")} events`);
  await tools.run(scanRun(tools, `fill-${events}`, logs, ["--lake", lake]).command(0));
  await tools.run([...tools.trailhound, "lake", "compact", lake]);
  return lake;
}

async function bytesBelow(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}
