import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lake, openLake } from "../../src/lake/lake.ts";
import { canonicalJson, type JsonObject } from "../../src/util/json.ts";

/** Runs `use` on a lake in a new folder that goes away afterwards. */
export async function withLake<T>(use: (lake: Lake, directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "trailhound-test-"));
  const lake = await openLake({ directory, memoryLimit: "1GB", threads: 2 });
  try {
    return await use(lake, directory);
  } finally {
    await lake.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Lines as ingest writes them, for records without unknown keys. */
export function linesOf(records: readonly JsonObject[]): Uint8Array {
  const lines = records.map((record) => {
    const hash = createHash("sha256").update(canonicalJson(record)).digest("hex");
    return JSON.stringify({ _file: 0, ...(record["eventID"] ? {} : { _hash: `sha256:${hash}` }), ...record });
  });
  return Buffer.from(lines.map((line) => `${line}\n`).join(""));
}
