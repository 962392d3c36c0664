import type { Database, Session } from "../driver/duckdb.ts";
import { quoteText } from "../sql/quote.ts";
import { LakeError } from "./lake-error.ts";

/** Of the tables below. A change of their meaning takes the next number and a migration from the one before. */
const STATE_VERSION = 2;

/** What DuckDB's `hash` gives for a fixed text: the keys in `event_keys` are worthless once it gives something else. */
const PROBE = "hash('trailhound', 'event')";

/**
 * `parts`: the files that count; first and last in epoch ms, of all rows. `superseded`: rows of them (from 0) that do
 * not count, because another copy of the event does. `event_keys`: for every row that counts at least the pair of its
 * event key and its day (days since 1970); pairs that no row has any more may stay. `commits`: one row each; first and last
 * of what counts since it, and whether a scan has looked for alerts there.
 */
const LAKE_TABLES = [
  `CREATE TABLE state.meta (version INTEGER, key_probe UBIGINT)`,
  `CREATE TABLE state.parts (part INTEGER, name VARCHAR, level VARCHAR, events BIGINT, first BIGINT, last BIGINT, bytes BIGINT, json_bytes BIGINT)`,
  `CREATE TABLE state.superseded (part INTEGER, row BIGINT)`,
  `CREATE TABLE state.event_keys (key UBIGINT, day INTEGER)`,
  `CREATE TABLE state.commits (generation INTEGER, events BIGINT, duplicates BIGINT, first BIGINT, last BIGINT, judged BOOLEAN)`,
  `INSERT INTO state.meta SELECT 1, ${PROBE}`,
];

/**
 * What `serve` keeps; one file, so that one transaction can hold a batch. Times are epoch ms; `..._at` by the clock, others by events.
 *
 * - `objects`: the ledger, a row for each version of a file that a source delivered and a batch took. records = what
 *   was read of it = delivered + malformed + aside. `batches`: delivered of its objects = events + duplicates.
 * - `watermarks`: of each source, the latest event of what was read when it was last caught up.
 * - `live_rules`: the version of each rule that alerts are made by, and from which event time on.
 * - `alerts`: see alert/store; `entity` and `doc` are JSON, `place` is the time by which an alert belongs to a range.
 *   `kind` is that of its evidence, `first` and `last` of its events, `listed` (JSON) its event ids and new values; `links` (hashes) say what relates alerts, `words` is what searches look in.
 *   `alert_aliases`: former ids. `threads`, `comments`, `audit`: what people did. `outbox`: see notify.
 */
const SERVE_TABLES = [
  `CREATE TABLE state.objects (source VARCHAR, key VARCHAR, etag VARCHAR, size BIGINT, records BIGINT, delivered BIGINT, malformed BIGINT, aside BIGINT, outcome VARCHAR, reason VARCHAR, batch INTEGER, made_at BIGINT)`,
  `CREATE TABLE state.batches (batch INTEGER, source VARCHAR, made_at BIGINT, events BIGINT, duplicates BIGINT, too_late BIGINT)`,
  `CREATE TABLE state.watermarks (source VARCHAR, time BIGINT, pending BIGINT, caught_up_at BIGINT)`,
  `CREATE TABLE state.live_rules (rule VARCHAR, hash VARCHAR, active_from BIGINT, too_late BIGINT)`,
  `CREATE TABLE state.alerts (id VARCHAR, thread VARCHAR, rule VARCHAR, rule_name VARCHAR, severity INTEGER, time BIGINT, place BIGINT, entity VARCHAR, digest VARCHAR, status VARCHAR, because VARCHAR, suppressed_by VARCHAR, doc VARCHAR, opened_at BIGINT, changed_at BIGINT, revision INTEGER, kind VARCHAR, first BIGINT, last BIGINT, listed VARCHAR, links VARCHAR, words VARCHAR)`,
  `CREATE TABLE state.alert_aliases (alias VARCHAR, id VARCHAR)`,
  `CREATE TABLE state.threads (thread VARCHAR, state VARCHAR, reason VARCHAR, assignee VARCHAR, updated_at BIGINT)`,
  `CREATE TABLE state.comments (thread VARCHAR, number INTEGER, made_at BIGINT, author VARCHAR, text VARCHAR)`,
  `CREATE TABLE state.audit (number BIGINT, made_at BIGINT, actor VARCHAR, action VARCHAR, subject VARCHAR, detail VARCHAR)`,
  `CREATE TABLE state.suppressions (id VARCHAR, doc VARCHAR, created_at BIGINT, created_by VARCHAR)`,
  `CREATE TABLE state.outbox (key VARCHAR, thread VARCHAR, alert VARCHAR, channel VARCHAR, kind VARCHAR, severity INTEGER, created_at BIGINT, next_at BIGINT, attempts INTEGER, status VARCHAR, error VARCHAR, sent_at BIGINT, digest VARCHAR)`,
];

/** From the version that is the index plus one to the next. */
const MIGRATIONS: readonly (readonly string[])[] = [[...SERVE_TABLES, "UPDATE state.meta SET version = 2"]];

/** Makes the tables in the attached database `state`. */
export async function createState(database: Database): Promise<void> {
  await inTransaction(database, async () => {
    for (const statement of [...LAKE_TABLES, ...MIGRATIONS.flat()]) await database.run(statement);
  });
}

/** Brings a state of an earlier version to this one, as a whole or not at all. */
export async function migrateState(database: Database): Promise<void> {
  await inTransaction(database, async () => {
    const [row] = await database.all("SELECT version FROM state.meta");
    for (const statement of MIGRATIONS.slice(Number(row?.["version"]) - 1).flat()) await database.run(statement);
  });
}

export interface StateFacts {
  /** Whether `event_keys` can be used with this DuckDB. */
  readonly keysHold: boolean;
  /** Written by an earlier version of trailhound. */
  readonly isOld: boolean;
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
  return { keysHold: row?.["keys_hold"] === true, isOld: version < STATE_VERSION };
}

function refuse(directory: string, reason: string): never {
  throw new LakeError(`${directory}: this lake cannot be opened: ${reason}`);
}

/** Writes the probe of the DuckDB that is running: after its keys were made anew. */
export const UPDATE_PROBE = `UPDATE state.meta SET key_probe = ${PROBE}`;

/** All of `work` or nothing of it. The tables of `state` and temporary ones may be written, nothing else. */
export async function inTransaction<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await session.run("BEGIN");
  try {
    const result = await work();
    await session.run("COMMIT");
    return result;
  } catch (error) {
    // A failed COMMIT has rolled back already.
    await session.run("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/** The state of a lake that lasts only as long as the process. */
export const ATTACH_MEMORY = "ATTACH ':memory:' AS state";

export function attachFile(path: string, readOnly: boolean): string {
  return `ATTACH ${quoteText(path)} AS state${readOnly ? " (READ_ONLY)" : ""}`;
}
