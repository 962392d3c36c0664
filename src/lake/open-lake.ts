import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../driver/duckdb.ts";
import { checkFiles } from "./check-files.ts";
import { remakeKeys } from "./event-keys.ts";
import { claim } from "./open-here.ts";
import { isNewLake, openKeptState, openTemporaryState, type StateOptions } from "./open-state.ts";
import { makeFolders, removeStrays } from "./paths.ts";
import { checkState, migrateState } from "./state.ts";
import { readParts } from "./stored-part.ts";

export interface Opened {
  readonly database: Database;
  readonly directory: string;
  /** For files that end with the process; made when needed. */
  readonly spill: string;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Holds the parts and the state file; made when missing. A kept lake needs one of its own. */
  readonly directory: string;
  readonly memoryLimit: string;
  readonly threads: number;
  /** A kept lake for reading only: other processes may read it, too. It must exist. */
  readonly readOnly?: boolean;
  /** A directory without a lake is an error: none is made. */
  readonly mustExist?: boolean;
}

const SPILL = "spill";

/** A lake without parts that goes away with the folder, which the caller removes. */
export async function openTemporary(options: OpenOptions): Promise<Opened> {
  const { directory } = options;
  await mkdir(directory, { recursive: true });
  await makeFolders(directory);
  const spill = join(directory, SPILL);
  const database = await openTemporaryState({ ...options, spill });
  return { database, directory, spill, close: async () => database.close() };
}

/** A kept lake, with what an earlier process left half done cleaned away, unless it is for reading only. */
export async function openKept(options: OpenOptions): Promise<Opened> {
  const { directory, readOnly = false } = options;
  // Several readers may be at work, each with files of its own.
  const spill = join(directory, `${SPILL}-${process.pid}`);
  const { database, release } = await openClaimed({ ...options, spill });
  const close = async (): Promise<void> => {
    await detach(database);
    database.close();
    release();
    await rm(spill, { recursive: true, force: true });
  };
  try {
    const { keysHold, isOld } = await checkState(database, directory);
    const parts = await readParts(database, directory);
    await checkFiles(directory, parts);
    if (!readOnly) {
      if (isOld) await migrateState(database);
      await makeFolders(directory);
      await removeStrays(directory, new Set(parts.map(({ name }) => name)));
      await removeSpills(directory);
      if (!keysHold) await remakeKeys(database, parts);
    }
    return { database, directory, spill, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Writes out and closes the state file now. Without it a reader that was left in the middle would keep the file open until
 * its result is collected, and what is written then could spoil the work of the next to open it.
 */
async function detach(database: Database): Promise<void> {
  // What cannot be written out now stands in the log beside the file.
  await database.run("CHECKPOINT state").catch(() => undefined);
  await database.run("DETACH state");
}

async function openClaimed(options: StateOptions & OpenOptions) {
  const { directory, readOnly = false, mustExist = false } = options;
  const isNew = await isNewLake(directory, readOnly || mustExist);
  await mkdir(directory, { recursive: true });
  const release = await claim(directory);
  try {
    return { database: await openKeptState(options, { isNew, readOnly }), release };
  } catch (error) {
    release();
    throw error;
  }
}

async function removeSpills(directory: string): Promise<void> {
  for (const name of await readdir(directory))
    if (name.startsWith(`${SPILL}-`)) await rm(join(directory, name), { recursive: true, force: true });
}
