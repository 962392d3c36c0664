import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../driver/duckdb.ts";
import { makeFolder } from "../util/make-folder.ts";
import { makeTemporaryFolder } from "../util/temporary-folder.ts";
import { checkFiles } from "./check-files.ts";
import { remakeKeys } from "./event-keys.ts";
import { LakeError } from "./lake-error.ts";
import { claim } from "./open-here.ts";
import { isNewLake, openKeptState, openTemporaryState } from "./open-state.ts";
import { makeFolders, removeStrays, TEMPORARY_SPILL } from "./paths.ts";
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
  /** A kept lake for reading only: other processes may read it, too, and nothing is written into its directory. It must exist. */
  readonly readOnly?: boolean;
  /** A directory without a lake is an error: none is made. */
  readonly mustExist?: boolean;
}

const SPILL = "spill";

/** A lake without parts that goes away with the folder, which the caller removes. */
export async function openTemporary(options: OpenOptions): Promise<Opened> {
  const { directory } = options;
  await makeFolder(directory);
  await makeFolders(directory);
  const spill = join(directory, SPILL);
  const database = await openTemporaryState({ ...options, spill });
  return { database, directory, spill, close: async () => database.close() };
}

/** A kept lake, with what an earlier process left half done cleaned away, unless it is for reading only. */
export async function openKept(options: OpenOptions): Promise<Opened> {
  const { directory, readOnly = false } = options;
  const { database, spill, release } = await openClaimed(options);
  const close = async (): Promise<void> => {
    await detach(database);
    database.close();
    await release();
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

interface Claimed {
  readonly database: Database;
  readonly spill: string;
  readonly release: () => Promise<void>;
}

async function openClaimed(options: OpenOptions): Promise<Claimed> {
  const { directory, readOnly = false, mustExist = false } = options;
  const isNew = await isNewLake(directory, readOnly || mustExist);
  if (isNew) await makeDirectory(directory);
  const unclaim = await claim(directory);
  try {
    const spill = readOnly ? await temporarySpill() : ownSpill(directory);
    const database = await openKeptState({ ...options, spill: spill.path }, { isNew, readOnly }).catch(
      async (error: unknown) => {
        await spill.remove();
        throw error;
      },
    );
    const release = async (): Promise<void> => {
      unclaim();
      await spill.remove();
    };
    return { database, spill: spill.path, release };
  } catch (error) {
    unclaim();
    throw error;
  }
}

async function makeDirectory(directory: string): Promise<void> {
  await makeFolder(directory).catch((error: unknown) => {
    throw new LakeError(
      `${directory}: this directory cannot be made: ${error instanceof Error ? error.message : error}`,
    );
  });
}

interface Spill {
  readonly path: string;
  remove(): Promise<void>;
}

function ownSpill(directory: string): Spill {
  const path = join(directory, `${SPILL}-${process.pid}`);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Readers write nothing into the directory: it may be a backup, or somebody else's. */
async function temporarySpill(): Promise<Spill> {
  const { path, remove } = await makeTemporaryFolder(TEMPORARY_SPILL);
  return { path, remove: async () => remove() };
}

async function removeSpills(directory: string): Promise<void> {
  for (const name of await readdir(directory))
    if (name.startsWith(`${SPILL}-`)) await rm(join(directory, name), { recursive: true, force: true });
}
