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
  for (const day of await days(database)) await writePart(database, directory, flush, day);
  await database.run("DROP TABLE staged; DROP TABLE fresh; DROP TABLE chosen; DROP TABLE ordered");
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
    // In the order of time, so that the parts of single days are read from few row groups.
    `CREATE TEMP TABLE ordered AS
     SELECT * FROM staged WHERE rowid IN (SELECT staged_row FROM chosen) ORDER BY event_time, event_id`,
    `INSERT INTO event_keys
     SELECT f.event_key, f.digest, ${flush}, f.copies FROM fresh f ANTI JOIN event_keys k USING (event_key)`,
  ];
}

async function days(database: Database): Promise<readonly string[]> {
  const rows = await database.all("SELECT DISTINCT strftime(event_time, '%Y-%m-%d') AS day FROM ordered ORDER BY day");
  return rows.map((row) => String(row["day"]));
}

async function writePart(database: Database, directory: string, flush: number, day: string): Promise<void> {
  const start = `TIMESTAMP ${quoteText(`${day} 00:00:00`)}`;
  const condition = `event_time >= ${start} AND event_time < ${start} + INTERVAL 1 DAY`;
  const [facts] = await database.all(
    `SELECT printf('%016x%016x', bit_xor(hash(event_key, digest)), bit_xor(hash(digest, event_key))) AS name FROM ordered WHERE ${condition}`,
  );
  const folder = join(directory, "events", `day=${day}`);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `part-${String(facts?.["name"])}.parquet`);
  await database.run(
    `COPY (SELECT ${COLUMNS} FROM ordered WHERE ${condition} ORDER BY event_time, event_id)
     TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)`,
  );
  await database.run(
    `INSERT INTO parts SELECT ${quoteText(path)}, ${flush}, count(*), min(event_time), max(event_time) FROM ordered WHERE ${condition}`,
  );
}
