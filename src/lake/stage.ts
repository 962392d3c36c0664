import type { Database } from "../driver/duckdb.ts";
import { quoteIdentifier, quoteList, quoteText } from "../sql/quote.ts";
import { ARN_SQL, ASSUMED_SQL, IDENTITY_POINTERS, LINE_COLUMNS, STORED_COLUMNS } from "./staged-columns.ts";

const STORED = Object.entries(STORED_COLUMNS);

/**
 * `event_key`: 128 bits of (account, event id). `digest` decides between copies of one event whose bodies differ:
 * the smallest wins, so that the order of arrival does not.
 */
const STAGED_SELECT = `SELECT ${STORED.map(([name, sql]) => `${sql} AS ${quoteIdentifier(name)}`).join(",\n  ")}`;

const LINES_TYPE = `{${Object.entries(LINE_COLUMNS)
  .map(([name, type]) => `${quoteText(name)}: ${quoteText(type)}`)
  .join(", ")}}`;

/**
 * DuckDB reads a file in pieces of twice this size and shares them among its threads, so it is as small as the batch's
 * longest line allows.
 */
const USUAL_LONGEST_LINE = 1024 * 1024;

function selectLines(file: string, longestLine: number): string {
  const lines = `read_json(${quoteText(file)}, format = 'newline_delimited', columns = ${LINES_TYPE}, maximum_object_size = ${Math.max(longestLine + 1, USUAL_LONGEST_LINE)})`;
  const extracted = `SELECT *, json_extract_string(userIdentity, ${quoteList(IDENTITY_POINTERS)}) AS ui FROM ${lines}`;
  const named = `SELECT *, ${ASSUMED_SQL} AS assumed FROM (SELECT *, ${ARN_SQL} AS arn FROM (${extracted}))`;
  const digest = STORED.map(([name]) => quoteIdentifier(name)).join(", ");
  return `SELECT *, md5_number(concat_ws(':', account, event_id)) AS event_key, hash(${digest}) AS digest
FROM (${STAGED_SELECT}
FROM (${named}))`;
}

export const CREATE_STATE: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS parts (path VARCHAR, flush INTEGER, events BIGINT, first TIMESTAMP, last TIMESTAMP)`,
  `CREATE TABLE IF NOT EXISTS event_keys (event_key UHUGEINT, digest UBIGINT, flush INTEGER, copies BIGINT)`,
  `CREATE TABLE IF NOT EXISTS superseded (account VARCHAR, event_id VARCHAR, flush INTEGER)`,
];

/** Parses the lines of a file into the staging table. Returns how many. */
export async function stageLines(database: Database, file: string, longestLine: number): Promise<number> {
  const [exists] = await database.all("SELECT count(*) AS n FROM duckdb_tables() WHERE table_name = 'staged'");
  const into = Number(exists?.["n"] ?? 0) === 0 ? "CREATE TEMP TABLE staged AS" : "INSERT INTO staged";
  const [before] = into.startsWith("CREATE") ? [{ n: 0 }] : await database.all("SELECT count(*) AS n FROM staged");
  await database.run(`${into}\n${selectLines(file, longestLine)}`);
  const [after] = await database.all("SELECT count(*) AS n FROM staged");
  return Number(after?.["n"] ?? 0) - Number(before?.["n"] ?? 0);
}
