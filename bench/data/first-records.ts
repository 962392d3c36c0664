import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Tools } from "../tools.ts";
import { dataSet } from "./data-set.ts";
import { logFiles, packed, readRecords } from "./records.ts";
import type { Logs } from "./simulated-logs.ts";

/** One file of the first `count` records of the logs. */
export async function firstRecords(tools: Tools, logs: Logs, count: number): Promise<Logs> {
  const folder = await dataSet(join(tools.data, `first-${count}`), { events: logs.events, count }, async (out) => {
    const records = [];
    for (const file of await logFiles(logs.path)) {
      records.push(...(await readRecords(file)));
      if (records.length >= count) break;
    }
    await writeFile(join(out, "events.json.gz"), await packed(records.slice(0, count)));
  });
  return { path: join(folder, "events.json.gz"), events: count };
}
