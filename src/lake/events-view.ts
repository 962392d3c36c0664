import { quoteIdentifier, quoteList, quoteText } from "../sql/quote.ts";
import { STORED_COLUMNS, STORED_TYPES, storedColumns } from "./stored-columns.ts";
import type { StoredPart } from "./stored-part.ts";

export const EVENTS_RELATION = "events";

export type Enriched = "source_ip" | "user_agent";

const INFO: Readonly<Record<Enriched, string>> = { source_ip: "source_info", user_agent: "agent_info" };
const ENRICHED = ["source_ip", "user_agent"] as const;

/** The events of some parts, each once, with the enrichments that were made: a subquery in parentheses. */
export function eventsOf(parts: readonly StoredPart[], enriched: ReadonlySet<Enriched>): string {
  const infos = ENRICHED.map((column) =>
    enriched.has(column) ? `${INFO[column]}_of.info AS ${INFO[column]}` : `NULL::JSON AS ${INFO[column]}`,
  );
  const joins = ENRICHED.filter((column) => enriched.has(column)).map(
    (column) => `\nLEFT JOIN ${INFO[column]}_of ON ${INFO[column]}_of.key = e.${column}`,
  );
  return `(SELECT ${storedColumns("e")}, ${infos.join(", ")}\nFROM ${storedEvents(parts)} e${joins.join("")})`;
}

/** The same without enrichments. Rows that were superseded are looked for only in the parts that have some. */
export function storedEvents(parts: readonly StoredPart[]): string {
  const whole = parts.filter(({ superseded }) => superseded === 0);
  const holed = parts.filter(({ superseded }) => superseded > 0);
  const read = [
    ...(whole.length === 0 ? [] : [`SELECT ${STORED_COLUMNS.join(", ")} FROM ${readParquet(whole)}`]),
    ...(holed.length === 0 ? [] : [withoutSuperseded(holed)]),
  ];
  return `(${read.length === 0 ? NONE : read.join("\nUNION ALL ")})`;
}

/** Rows (part, row) that are to be superseded by the commit that is being made: for the readers of this process they are already. */
export const STAGED_LOSERS = "main.staged_superseded";
export const CREATE_STAGED_LOSERS = `CREATE OR REPLACE TABLE ${STAGED_LOSERS} (part INTEGER, row BIGINT)`;

function withoutSuperseded(parts: readonly StoredPart[]): string {
  const numbers = parts.map(({ part }, i) => `(${part}, ${i})`).join(", ");
  return `SELECT ${storedColumns("p")} FROM ${readParquet(parts)} p
ANTI JOIN (SELECT n.file, s.row FROM (FROM state.superseded UNION ALL FROM ${STAGED_LOSERS}) s JOIN (VALUES ${numbers}) n (part, file) ON n.part = s.part) x
ON x.file = p.file_index AND x.row = p.file_row_number`;
}

/** Besides the stored columns the relation has `file_index` (place in the list, from 0) and `file_row_number` (from 0). */
export function readParquet(files: readonly { readonly path: string }[]): string {
  return `read_parquet(${quoteList(files.map(({ path }) => path))}, hive_partitioning = FALSE, union_by_name = FALSE)`;
}

const NONE = `SELECT ${STORED_COLUMNS.map((name, i) => `NULL::${STORED_TYPES[i]} AS ${name}`).join(", ")} WHERE FALSE`;

/** The table that a view joins for one enrichment: key and what is known of it. `file`: lines of both; null: nothing is known. */
export function enrichTable(column: Enriched, file: string | null): string {
  const table = tableOf(column);
  if (file === null) return `CREATE OR REPLACE TABLE ${table} (key VARCHAR, info JSON)`;
  return `CREATE OR REPLACE TABLE ${table} AS ${infosIn(file)}`;
}

/** `file`: keys that the table does not have. */
export function addToEnrichTable(column: Enriched, file: string): string {
  return `INSERT INTO ${tableOf(column)} ${infosIn(file)}`;
}

function tableOf(column: Enriched): string {
  return quoteIdentifier(`${INFO[column]}_of`);
}

function infosIn(file: string): string {
  return `SELECT key, info FROM read_json(${quoteText(file)}, format = 'newline_delimited', columns = {'key': 'VARCHAR', 'info': 'JSON'})`;
}
