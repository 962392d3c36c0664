import { mkdir, open, readdir, rm } from "node:fs/promises";
import { join, posix } from "node:path";

/** Below a lake's directory. */
export const STATE_FILE = "state.duckdb";
const EVENTS_FOLDER = "events";
export const INCOMING_FOLDER = "incoming";

/** How folders begin, in the system's temporary directory, of lakes in whose own directory nothing is written. */
export const TEMPORARY_SPILL = "trailhound-spill-";

/** Of a part that keeps the order of ingest. `part`: its number. */
export function rawPartName(part: number): string {
  return posix.join(EVENTS_FOLDER, `raw-${part}.parquet`);
}

/** `day`: YYYY-MM-DD. `hash`: of its rows, whatever their order. */
export function dayPartName(day: string, hash: string): string {
  return posix.join(EVENTS_FOLDER, `day=${day}`, `part-${hash}.parquet`);
}

export async function makeFolders(directory: string): Promise<void> {
  for (const folder of [EVENTS_FOLDER, INCOMING_FOLDER]) await mkdir(join(directory, folder), { recursive: true });
}

/** Of a part that is being written, below `INCOMING_FOLDER`. */
export function unmovedName(part: number): string {
  return `write-${part}.parquet`;
}

/** Deletes what a commit that failed was writing. */
export async function removeUnmoved(incoming: string): Promise<void> {
  for (const name of await readdir(incoming))
    if (name.startsWith("write-")) await rm(join(incoming, name), { force: true });
}

const PART_FILE = /^(part-[0-9a-f]{32}(-\d+)?|raw-\d+)\.parquet$/;

/** Whether a text names a part of a kept lake: nothing outside of the lake's directory does. */
export function isPartName(name: string): boolean {
  return /^events\/day=\d{4}-\d{2}-\d{2}\/part-[0-9a-f]{32}(-\d+)?\.parquet$/.test(name);
}

/** Deletes what a process that was killed left behind: what came in, and parts that never counted or count no more. */
export async function removeStrays(directory: string, names: ReadonlySet<string>): Promise<void> {
  const incoming = join(directory, INCOMING_FOLDER);
  for (const name of await readdir(incoming)) await rm(join(incoming, name), { recursive: true, force: true });
  for (const file of await filesBelow(directory, EVENTS_FOLDER))
    if (PART_FILE.test(posix.basename(file)) && !names.has(file)) await rm(join(directory, file));
}

/** Paths below `directory`, with `/`. Links are files, wherever they lead. */
async function filesBelow(directory: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(directory, folder), { withFileTypes: true });
  const files = entries.map(async (entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(directory, path) : [path];
  });
  return (await Promise.all(files)).flat();
}

/** Makes what was written to a file, or which names a folder holds, outlast a loss of power. */
export async function flushToDisk(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
