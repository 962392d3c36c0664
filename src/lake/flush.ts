import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../driver/duckdb.ts";
import { quoteIdentifier, quoteText } from "../sql/quote.ts";
import { STORED_COLUMNS } from "./staged-columns.ts";

const COLUMNS = Object.keys(STORED_COLUMNS).map(quoteIdentifier).join(", ");

/**
 * Moves the staged rows into parts, one a day, each event once. A row that repeats a stored event is dropped, unless
 * its body comes first by digest: then the stored one is superseded.
 */
export async function flushStaged(database: Database, directory: string): Promise<void> {
  const [last] = await database.all("SELECT coalesce(max(flush), 0) AS n FROM parts");
  const flush = Number(last?.["n"] ?? 0) + 1;
  await database.run("BEGIN");
  for (const statement of chooseRows(flush)) await database.run(statement);
  for (const part of await daysOf(database)) await writePart(database, directory, flush, part);
  await database.run("DROP TABLE staged; DROP TABLE fresh; DROP TABLE chosen");
  await database.run("COMMIT");
}

function chooseRows(flush: number): readonly string[] {
  return [
    `CREATE TEMP TABLE fresh AS
     SELECT event_key, min(digest) AS digest, count(*) AS copies, arg_min(rowid, (digest, rowid)) AS staged_row
     FROM staged GROUP BY event_key`,
    `CREATE TEMP TABLE chosen AS
     SELECT f.staged_row FROM fresh f LEFT JOIN event_keys k USING (event_key)
     WHERE k.event_key IS NULL OR f.digest < k.digest`,
    `INSERT INTO superseded
     SELECT s.account, s.event_id, k.flush
     FROM fresh f JOIN event_keys k USING (event_key) JOIN staged s ON s.rowid = f.staged_row
     WHERE f.digest < k.digest`,
    `UPDATE event_keys SET copies = event_keys.copies + f.copies,
       flush = CASE WHEN f.digest < event_keys.digest THEN ${flush} ELSE event_keys.flush END,
       digest = least(event_keys.digest, f.digest)
     FROM fresh f WHERE f.event_key = event_keys.event_key`,
    `INSERT INTO event_keys
     SELECT f.event_key, f.digest, ${flush}, f.copies FROM fresh f ANTI JOIN event_keys k USING (event_key)`,
  ];
}

interface Day {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** The hash of its rows, in whatever order they came: a retried batch writes the same part again. */
  readonly name: string;
  readonly events: number;
}

const CHOSEN = "rowid IN (SELECT staged_row FROM chosen)";

async function daysOf(database: Database): Promise<readonly Day[]> {
  const rows = await database.all(
    `SELECT strftime(event_time, '%Y-%m-%d') AS day, count(*) AS events,
       printf('%016x%016x', bit_xor(hash(event_key, digest)), bit_xor(hash(digest, event_key))) AS name
     FROM staged WHERE ${CHOSEN} GROUP BY day ORDER BY day`,
  );
  return rows.map((row) => ({ day: String(row["day"]), name: String(row["name"]), events: Number(row["events"]) }));
}

async function writePart(database: Database, directory: string, flush: number, part: Day): Promise<void> {
  const start = `TIMESTAMP ${quoteText(`${part.day} 00:00:00`)}`;
  const condition = `event_time >= ${start} AND event_time < ${start} + INTERVAL 1 DAY AND ${CHOSEN}`;
  const folder = join(directory, "events", `day=${part.day}`);
  await mkdir(folder, { recursive: true });
  const path = quoteText(join(folder, `part-${part.name}.parquet`));
  await database.run(
    `COPY (SELECT ${COLUMNS} FROM staged WHERE ${condition} ORDER BY event_time, event_id)
     TO ${path} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)`,
  );
  await database.run(
    `INSERT INTO parts SELECT ${path}, ${flush}, ${part.events}, min(event_time), max(event_time) FROM staged WHERE ${condition}`,
  );
}
