import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EVENT_COLUMNS } from "../../src/catalog/columns.ts";
import type { Cell, Plan, Row } from "../../src/ir/plan.ts";
import type { Lake } from "../../src/lake/lake.ts";
import type { RawPart } from "../../src/lake/part.ts";
import { quoteText } from "../../src/sql/quote.ts";

/** Cells of a stored event; columns that are left out are null, `secrets` is empty. */
export interface EventRow {
  readonly event_time: number;
  readonly event_id: string;
  readonly account: string | null;
  readonly [column: string]: Cell;
}

const STORED = EVENT_COLUMNS.filter(({ name }) => name !== "source_info" && name !== "agent_info");

let files = 0;

/** Writes a raw part as ingest does, by DuckDB's own means. */
export async function rawPart(lake: Lake, rows: readonly EventRow[]): Promise<RawPart> {
  const path = join(lake.incoming, `test-${files++}.parquet`);
  const lines = `${path}.ndjson`;
  const text = rows.map((row) => `${JSON.stringify({ secrets: [], ...row })}\n`).join("");
  writeFileSync(lines, text);
  const types = STORED.map(({ name, type, many }) => `${name}: '${jsonType(type, many)}'`);
  const columns = STORED.map(({ name, type }) => (type === "time" ? `make_timestamp_ms(${name}) AS ${name}` : name));
  await lake.database.run(
    `COPY (SELECT ${columns.join(", ")} FROM read_json(${quoteText(lines)}, format = 'newline_delimited', columns = {${types.join(", ")}}))
     TO ${quoteText(path)} (FORMAT parquet, COMPRESSION snappy)`,
  );
  const times = rows.map((row) => row.event_time);
  return {
    path,
    events: rows.length,
    first: Math.min(...times),
    last: Math.max(...times),
    bytes: statSync(path).size,
    jsonBytes: Buffer.byteLength(text),
  };
}

function jsonType(type: string, many: boolean): string {
  if (many) return "VARCHAR[]";
  if (type === "time") return "BIGINT";
  return type === "boolean" ? "BOOLEAN" : "VARCHAR";
}

/** What a plan delivers, by id, account and name of the event. */
export async function rowsOf(lake: Lake, plan: Plan = { kind: "events" }): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of lake.rows(plan)) rows.push(row);
  const key = (row: Row): string => JSON.stringify([row["event_id"], row["account"], row["event_name"]]);
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The event that a row shows, as far as these tests set it. */
export function shown(row: Row): EventRow {
  const { event_time, event_id, account, event_name } = row;
  return {
    event_time: Number(event_time),
    event_id: String(event_id),
    account: account as string | null,
    event_name: event_name as Cell,
  };
}
