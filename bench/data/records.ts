import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

const unpack = promisify(gunzip);
const pack = promisify(gzip);

export type TrailRecord = Readonly<Record<string, unknown>> & { readonly eventTime: string };

/** Paths of all log files below a folder, in their order. */
export async function logFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json.gz"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

export async function readRecords(file: string): Promise<TrailRecord[]> {
  const text = (await unpack(await readFile(file))).toString("utf8");
  return (JSON.parse(text) as { Records: TrailRecord[] }).Records;
}

/** A log file as CloudTrail delivers it. */
export async function packed(records: readonly TrailRecord[]): Promise<Buffer> {
  return pack(JSON.stringify({ Records: records }), { level: 4 });
}

/** Bytes of JSON in all log files below a folder. */
export async function jsonBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const file of await logFiles(folder)) bytes += (await unpack(await readFile(file))).length;
  return bytes;
}
