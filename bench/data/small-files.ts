import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Tools } from "../tools.ts";
import { dataSet } from "./data-set.ts";
import { logFiles, packed, readRecords } from "./records.ts";
import type { Logs } from "./simulated-logs.ts";

const RECORDS_PER_FILE = 8;

/** The same records in files of eight, in the folders of the files that they come from. */
export async function smallFiles(tools: Tools, logs: Logs): Promise<Logs> {
  const parameters = { events: logs.events, records: RECORDS_PER_FILE };
  const folder = await dataSet(join(tools.data, `small-files-${logs.events}`), parameters, async (out) => {
    tools.say(`writing the same ${logs.events.toLocaleString("en")} events to small files`);
    for (const file of await logFiles(logs.path)) await split(file, join(out, "AWSLogs", relative(logs.path, file)));
  });
  return { path: join(folder, "AWSLogs"), events: logs.events };
}

async function split(file: string, like: string): Promise<void> {
  const records = await readRecords(file);
  await mkdir(dirname(like), { recursive: true });
  const stem = like.slice(0, -".json.gz".length);
  for (let at = 0; at < records.length; at += RECORDS_PER_FILE) {
    const name = `${stem}-${String(at / RECORDS_PER_FILE).padStart(5, "0")}.json.gz`;
    await writeFile(name, await packed(records.slice(at, at + RECORDS_PER_FILE)));
  }
}
