import type { Database } from "../driver/duckdb.ts";
import { readParquet } from "./events-view.ts";
import type { RawPart } from "./part.ts";
import { dayOf, eventKey, rowDigest } from "./stored-columns.ts";
import type { StoredPart } from "./stored-part.ts";

/**
 * Copies are rows of one identity: account and event id, a missing account being a value of its own. Of all the copies
 * that ever came the one with the smallest digest counts; rows of equal digest are taken for equal, and the stored one
 * of them stays. So what counts does not depend on the order in which copies come.
 */
export interface Copies {
  /** Events that were not stored before. */
  readonly events: number;
  /** Rows that lose: in a new part (place in the list, from 0) or in a stored one (number), rows from 0. */
  readonly fresh: readonly LostRows[];
  readonly stored: readonly LostRows[];
}

export interface LostRows {
  readonly part: number;
  readonly rows: number;
}

/** In `main`, where every connection sees them: leaves the table of keys `fresh_key` and the table of losers `loser (stored, part, row)` behind, until `dropCopies`. */
export async function findCopies(
  database: Database,
  raw: readonly RawPart[],
  stored: readonly StoredPart[],
): Promise<Copies> {
  const rows = raw.reduce((sum, { events }) => sum + events, 0);
  await database.run(
    `CREATE TABLE fresh_key AS SELECT ${eventKey("e")} AS key, ${dayOf("e")} AS day FROM ${readParquet(raw)} e`,
  );
  await database.run("CREATE TABLE loser (stored BOOLEAN, part INTEGER, row BIGINT)");
  const inDays = await findCandidates(database, rows, stored);
  if (inDays === null) return { events: rows, fresh: [], stored: [] };
  await gatherCopies(database, raw, inDays);
  await database.run(
    `INSERT INTO loser SELECT stored, part, row FROM copied QUALIFY row_number()
       OVER (PARTITION BY account, event_id ORDER BY digest, stored DESC, part, row) > 1`,
  );
  const known = await numberOf(database, "SELECT count(*) AS n FROM copied WHERE NOT stored");
  const unknown = await numberOf(
    database,
    "SELECT count(*) AS n FROM (SELECT 1 FROM copied GROUP BY account, event_id HAVING NOT bool_or(stored))",
  );
  await database.run("DROP TABLE copied");
  const lost = await database.all("SELECT stored, part, count(*) AS n FROM loser GROUP BY stored, part");
  const of = (side: boolean): readonly LostRows[] =>
    lost.flatMap((row) => (row["stored"] === side ? [{ part: Number(row["part"]), rows: Number(row["n"]) }] : []));
  return { events: rows - known + unknown, fresh: of(false), stored: of(true) };
}

export async function dropCopies(database: Database): Promise<void> {
  for (const table of ["fresh_key", "loser", "candidate", "hit", "copied"])
    await database.run(`DROP TABLE IF EXISTS main.${table}`);
}

/** Keys that are grouped at a time: bounds memory. */
const KEYS_AT_ONCE = 2_000_000;

/** Makes `candidate (key)`, a superset of the keys of copies. Gives the stored parts that may hold some; null: there are no candidates. */
async function findCandidates(
  database: Database,
  rows: number,
  stored: readonly StoredPart[],
): Promise<readonly StoredPart[] | null> {
  await database.run(
    "CREATE TABLE hit AS SELECT DISTINCT key, day FROM state.event_keys SEMI JOIN fresh_key USING (key)",
  );
  await database.run("CREATE TABLE candidate AS SELECT DISTINCT key FROM hit");
  const passes = Math.ceil(rows / KEYS_AT_ONCE);
  for (let pass = 0; pass < passes; pass++) {
    await database.run(
      `INSERT INTO candidate SELECT key FROM fresh_key WHERE key % ${passes} = ${pass} GROUP BY key HAVING count(*) > 1
       EXCEPT SELECT key FROM hit`,
    );
  }
  if ((await numberOf(database, "SELECT count(*) AS n FROM candidate")) === 0) return null;
  const days = new Set((await database.all("SELECT DISTINCT day FROM hit")).map((row) => Number(row["day"])));
  return stored.filter((part) => touches(part, days));
}

const DAY = 86_400_000;

function touches({ first, last }: StoredPart, days: ReadonlySet<number>): boolean {
  for (let day = Math.floor(first / DAY); day <= Math.floor(last / DAY); day++) if (days.has(day)) return true;
  return false;
}

/**
 * Makes `copied`: the candidates among new and stored rows that count. The places are found first, from two columns;
 * only these rows are then read whole.
 */
async function gatherCopies(database: Database, raw: readonly RawPart[], stored: readonly StoredPart[]): Promise<void> {
  await database.run(
    "CREATE TABLE copied (stored BOOLEAN, part INTEGER, row BIGINT, account VARCHAR, event_id VARCHAR, digest UBIGINT)",
  );
  const sides = [
    { files: raw, isStored: "FALSE", number: (i: number) => i, gone: "" },
    { files: stored, isStored: "TRUE", number: (i: number) => stored[i]?.part ?? 0, gone: SUPERSEDED },
  ];
  for (const { files, isStored, number, gone } of sides) {
    if (files.length === 0) continue;
    const numbers = files.map((_, i) => `(${i}, ${number(i)})`).join(", ");
    await database.run(
      `CREATE OR REPLACE TABLE located AS
       SELECT e.file_index AS file, e.file_row_number AS row, n.part
       FROM ${readParquet(files)} e SEMI JOIN candidate c ON c.key = ${eventKey("e")}
       JOIN (VALUES ${numbers}) n (file, part) ON n.file = e.file_index ${gone}`,
    );
    await database.run(
      `INSERT INTO copied SELECT ${isStored}, l.part, l.row, e.account, e.event_id, ${rowDigest("e")}
       FROM ${readParquet(files)} e JOIN located l ON l.file = e.file_index AND l.row = e.file_row_number`,
    );
  }
  await database.run("DROP TABLE located");
}

const SUPERSEDED = "ANTI JOIN state.superseded s ON s.part = n.part AND s.row = e.file_row_number";

async function numberOf(database: Database, sql: string): Promise<number> {
  const [row] = await database.all(sql);
  return Number(row?.["n"] ?? 0);
}
