import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newInputReport } from "../../src/ingest/input-report.ts";
import { readInputs } from "../../src/ingest/read-inputs.ts";
import { newInputSeconds } from "../../src/ingest/read-options.ts";
import { type Committed, type Lake, openLake } from "../../src/lake/lake.ts";
import type { RawPart } from "../../src/lake/part.ts";
import type { JsonObject } from "../../src/util/json.ts";

/** Runs `use` on a lake in a new folder that goes away afterwards. */
export async function withLake<T>(use: (lake: Lake, directory: string) => Promise<T>): Promise<T> {
  return withFolder(async (directory) => {
    const lake = await openLake({ directory, memoryLimit: "1GB", threads: 2, kind: "temporary" });
    try {
      return await use(lake, directory);
    } finally {
      await lake.close();
    }
  });
}

/** Runs `use` with a new folder that goes away afterwards. */
export async function withFolder<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "trailhound-test-"));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Makes raw parts of each pile of records, as ingest does, and commits them together. */
export async function fill(lake: Lake, ...piles: readonly (readonly JsonObject[])[]): Promise<Committed> {
  const parts: RawPart[] = [];
  for (const [i, pile] of piles.entries()) parts.push(...(await rawParts(lake, pile, `${i}`)));
  return lake.commit(parts);
}

let files = 0;

/** Writes records into raw parts in the lake's folder for them. */
async function rawParts(lake: Lake, records: readonly JsonObject[], label = "x"): Promise<readonly RawPart[]> {
  return withFolder(async (folder) => {
    const file = join(folder, "records.json");
    await writeFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
    const report = newInputReport();
    const parts = await readInputs([file], { folder, threads: 0, report, seconds: newInputSeconds() });
    if (report.records.malformed.length > 0) throw new Error(JSON.stringify(report.records.malformed));
    const moved = parts.map(async (part): Promise<RawPart> => {
      const path = join(lake.incoming, `${label}-${files++}.parquet`);
      await copyFile(part.path, path);
      return { ...part, path };
    });
    return Promise.all(moved);
  });
}
