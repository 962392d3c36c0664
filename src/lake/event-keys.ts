import type { Database } from "../driver/duckdb.ts";
import { readParquet } from "./events-view.ts";
import { inTransaction, UPDATE_PROBE } from "./state.ts";
import { dayOf, eventKey } from "./stored-columns.ts";
import type { StoredPart } from "./stored-part.ts";

/** Adds the keys of every row of these parts. */
export async function indexParts(database: Database, parts: readonly StoredPart[]): Promise<void> {
  if (parts.length === 0) return;
  await database.run(
    `INSERT INTO state.event_keys SELECT ${eventKey("e")}, ${dayOf("e")} FROM ${readParquet(parts)} e`,
  );
}

/** For a lake whose keys another version of DuckDB has made. */
export async function remakeKeys(database: Database, parts: readonly StoredPart[]): Promise<void> {
  await inTransaction(database, async () => {
    await database.run("DELETE FROM state.event_keys");
    await indexParts(database, parts);
    await database.run(UPDATE_PROBE);
  });
}
