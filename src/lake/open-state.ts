import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Database, openDatabase } from "../driver/duckdb.ts";
import { LakeError, LakeInUse } from "./lake-error.ts";
import { STATE_FILE } from "./paths.ts";
import { ATTACH_MEMORY, attachFile, createState } from "./state.ts";

export interface StateOptions {
  readonly directory: string;
  /** Where DuckDB spills. */
  readonly spill: string;
  readonly memoryLimit: string;
  readonly threads: number;
}

/**
 * A database in memory: what it holds in `main` ends with the process. Statements are built from plans and quoted texts; should
 * that ever fail, they reach the files of the lake and nothing else.
 */
async function openMain({ directory, spill, memoryLimit, threads }: StateOptions): Promise<Database> {
  const database = await openDatabase({ path: ":memory:", temporaryDirectory: spill, memoryLimit, threads });
  // Footers of parts are read again and again, by every statement over them.
  await database.run("SET parquet_metadata_cache = TRUE");
  await database.confine([directory, spill]);
  return database;
}

/** With an empty state that lasts as long as the process. */
export async function openTemporaryState(options: StateOptions): Promise<Database> {
  const database = await openMain(options);
  await database.run(ATTACH_MEMORY);
  await createState(database);
  return database;
}

/** With the state file of a directory. Throws a LakeError when another process has the lake open. */
export async function openKeptState(
  options: StateOptions,
  { isNew, readOnly }: { readonly isNew: boolean; readonly readOnly: boolean },
): Promise<Database> {
  const { directory } = options;
  const file = join(directory, STATE_FILE);
  const database = await openMain(options);
  try {
    if (isNew) await createFile(database, file);
    await database.run(attachFile(file, readOnly)).catch((error: unknown) => refuse(directory, error));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** False for the directory of a lake, true for one that may become it. Throws a LakeError for any other. */
export async function isNewLake(directory: string, mustExist: boolean): Promise<boolean> {
  const entries = await readdir(directory).catch(nothing);
  if (entries.includes(STATE_FILE)) return false;
  if (mustExist) throw new LakeError(`${directory}: there is no lake (no ${STATE_FILE})`);
  const strange = entries.filter((name) => !name.startsWith(UNFINISHED));
  if (strange.length > 0)
    throw new LakeError(`${directory}: this is no lake, and not empty: a new lake needs a directory of its own`);
  return true;
}

/** Of a directory that is not there, or is none. One that may not be looked at is refused. */
function nothing(error: unknown): readonly string[] {
  if (error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM")) throw error;
  return [];
}

const UNFINISHED = `${STATE_FILE}.new`;

/** Under another name until it is complete, so that a state file always is. */
async function createFile(database: Database, file: string): Promise<void> {
  const unfinished = `${file}.new`;
  for (const left of [unfinished, `${unfinished}.wal`]) await rm(left, { force: true });
  await database.run(attachFile(unfinished, false));
  await createState(database);
  await database.run("CHECKPOINT state");
  await database.run("DETACH state");
  await rename(unfinished, file);
}

function refuse(directory: string, error: unknown): never {
  const text = error instanceof Error ? error.message : String(error);
  if (!text.includes("Could not set lock")) {
    if (text.includes("not a valid DuckDB database"))
      throw new LakeError(`${directory}: ${STATE_FILE} is damaged or no state of a lake`);
    throw error;
  }
  const holder = /PID (\d+)/.exec(text)?.[1];
  throw new LakeInUse(
    `${directory}: another process has this lake open${holder === undefined ? "" : ` (process ${holder})`}: one at a time may write, and meanwhile the others read only what serve shows them: the commands of its user ask it`,
  );
}
