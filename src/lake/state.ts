import type { Database } from "../driver/duckdb.ts";
import { quoteText } from "../sql/quote.ts";
import { LakeError } from "./lake-error.ts";

/** Of the tables below. A change of their meaning takes the next number and a migration from the one before. */
const STATE_VERSION = 1;

/** What DuckDB's `hash` gives for a fixed text: the keys in `event_keys` are worthless once it gives something else. */
const PROBE = "hash('trailhound', 'event')";

/**
 * `parts`: the files that count; first and last in epoch ms, of all rows. `superseded`: rows of them (from 0) that do
 * not count, because another copy of the event does. `event_keys`: for every row that counts at least the pair of its
 * event key and its day (days since 1970); pairs that no row has any more may stay. `commits`: one row each; first and last
 * of what counts since it, and whether a scan has looked for alerts there.
 */
const TABLES = [
  `CREATE TABLE state.meta (version INTEGER, key_probe UBIGINT)`,
  `CREATE TABLE state.parts (part INTEGER, name VARCHAR, level VARCHAR, events BIGINT, first BIGINT, last BIGINT, bytes BIGINT, json_bytes BIGINT)`,
  `CREATE TABLE state.superseded (part INTEGER, row BIGINT)`,
  `CREATE TABLE state.event_keys (key UBIGINT, day INTEGER)`,
  `CREATE TABLE state.commits (generation INTEGER, events BIGINT, duplicates BIGINT, first BIGINT, last BIGINT, judged BOOLEAN)`,
  `INSERT INTO state.meta SELECT ${STATE_VERSION}, ${PROBE}`,
];

/** Makes the tables in the attached database `state`. */
export async function createState(database: Database): Promise<void> {
  await inTransaction(database, async () => {
    for (const statement of TABLES) await database.run(statement);
  });
}

export interface StateFacts {
  /** Whether `event_keys` can be used with this DuckDB. */
  readonly keysHold: boolean;
}

/** Throws a LakeError for a state that another version of trailhound wrote, or that is none. */
export async function checkState(database: Database, directory: string): Promise<StateFacts> {
  const [row] = await database
    .all(`SELECT version, key_probe = ${PROBE} AS keys_hold FROM state.meta`)
    .catch(() => refuse(directory, "its state.duckdb is not the state of a lake"));
  const version = Number(row?.["version"] ?? 0);
  if (version > STATE_VERSION)
    refuse(
      directory,
      `it was written by a newer trailhound (lake version ${version}, this one knows ${STATE_VERSION})`,
    );
  if (version < 1) refuse(directory, "its state.duckdb is not the state of a lake");
  return { keysHold: row?.["keys_hold"] === true };
}

function refuse(directory: string, reason: string): never {
  throw new LakeError(`${directory}: this lake cannot be opened: ${reason}`);
}

/** Writes the probe of the DuckDB that is running: after its keys were made anew. */
export const UPDATE_PROBE = `UPDATE state.meta SET key_probe = ${PROBE}`;

/** All of `work` or nothing of it. The tables of `state` and temporary ones may be written, nothing else. */
export async function inTransaction<T>(database: Database, work: () => Promise<T>): Promise<T> {
  await database.run("BEGIN");
  try {
    const result = await work();
    await database.run("COMMIT");
    return result;
  } catch (error) {
    // A failed COMMIT has rolled back already.
    await database.run("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/** The state of a lake that lasts only as long as the process. */
export const ATTACH_MEMORY = "ATTACH ':memory:' AS state";

export function attachFile(path: string, readOnly: boolean): string {
  return `ATTACH ${quoteText(path)} AS state${readOnly ? " (READ_ONLY)" : ""}`;
}
