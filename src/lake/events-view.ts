import { EVENT_COLUMNS } from "../catalog/columns.ts";
import { quoteIdentifier, quoteList } from "../sql/quote.ts";
import { STORED_COLUMNS } from "./staged-columns.ts";

export const EVENTS_RELATION = "events";

export interface Part {
  readonly path: string;
}

type Enriched = "source_ip" | "user_agent";

const INFO: Readonly<Record<Enriched, string>> = { source_ip: "source_info", user_agent: "agent_info" };

const COLUMNS = Object.keys(STORED_COLUMNS).map(quoteIdentifier);

/** Every stored event once, with the enrichments that were made. */
export function eventsView(parts: readonly Part[], someSuperseded: boolean, enriched: ReadonlySet<string>): string {
  const infos = (["source_ip", "user_agent"] as const).map((column) =>
    enriched.has(column) ? `${INFO[column]}_of.info AS ${INFO[column]}` : `NULL::JSON AS ${INFO[column]}`,
  );
  const joins = (["source_ip", "user_agent"] as const)
    .filter((column) => enriched.has(column))
    .map((column) => `LEFT JOIN ${INFO[column]}_of ON ${INFO[column]}_of.key = e.${column}`);
  const gone = someSuperseded
    ? `ANTI JOIN (SELECT s.account, s.event_id, p.path FROM superseded s JOIN parts p USING (flush)) x
  ON x.path = e.filename AND x.event_id = e.event_id AND x.account IS NOT DISTINCT FROM e.account`
    : "";
  return `CREATE OR REPLACE VIEW ${EVENTS_RELATION} AS
SELECT ${COLUMNS.map((name) => `e.${name}`).join(", ")}, ${infos.join(", ")}
FROM ${stored(parts)} e
${[...joins, gone].join("\n")}`;
}

function stored(parts: readonly Part[]): string {
  if (parts.length > 0)
    return `read_parquet(${quoteList(parts.map((part) => part.path))}, filename = TRUE, hive_partitioning = FALSE)`;
  const empty = Object.keys(STORED_COLUMNS).map((name) => `NULL::${columnType(name)} AS ${quoteIdentifier(name)}`);
  return `(SELECT ${empty.join(", ")}, ''::VARCHAR AS filename WHERE FALSE)`;
}

function columnType(name: string): string {
  const found = EVENT_COLUMNS.find((each) => each.name === name);
  if (found?.many) return "VARCHAR[]";
  if (found?.type === "time") return "TIMESTAMP";
  if (found?.type === "boolean") return "BOOLEAN";
  return found?.type === "json" ? "JSON" : "VARCHAR";
}

/** The table that a view joins for one enrichment: key and what is known of it. */
export function enrichTable(column: Enriched, quotedFile: string, empty: boolean): string {
  const table = `${INFO[column]}_of`;
  if (empty) return `CREATE OR REPLACE TABLE ${table} (key VARCHAR, info JSON)`;
  return `CREATE OR REPLACE TABLE ${table} AS SELECT key, info FROM read_json(${quotedFile}, format = 'newline_delimited', columns = {'key': 'VARCHAR', 'info': 'JSON'})`;
}
