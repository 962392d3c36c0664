import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../driver/duckdb.ts";
import { addToEnrichTable, type Enriched, enrichTable, storedEvents } from "./events-view.ts";
import type { StoredPart } from "./stored-part.ts";

/** What is known of values of events: tables that the view of events joins. They live as long as this process. */
export class Enrichments {
  readonly #database: Database;
  readonly #spill: string;
  readonly #made = new Set<Enriched>();
  #files = 0;

  /** `spill`: folder for files that are read and deleted; made when needed. */
  constructor(database: Database, spill: string) {
    this.#database = database;
    this.#spill = spill;
  }

  /** The columns that have a table. */
  get made(): ReadonlySet<Enriched> {
    return this.#made;
  }

  /** See `Lake.enrich`. */
  async make(column: Enriched, infos: ReadonlyMap<string, object>, how: "replace" | "add"): Promise<void> {
    await mkdir(this.#spill, { recursive: true });
    // The database keeps what it has read of a file by its name: no name comes twice.
    const file = join(this.#spill, `enrich-${this.#files++}.ndjson`);
    const lines = [...infos].map(([key, info]) => JSON.stringify({ key, info }));
    await writeFile(file, `${lines.join("\n")}\n`);
    const isMore = how === "add" && this.#made.has(column);
    if (!isMore) await this.#database.run(enrichTable(column, lines.length === 0 ? null : file));
    else if (lines.length > 0) await this.#database.run(addToEnrichTable(column, file));
    await rm(file, { force: true });
    this.#made.add(column);
  }
}

/** The values of a column that enrichments look up, each once, sorted. */
export async function distinctValues(
  database: Database,
  column: Enriched,
  parts: readonly StoredPart[],
): Promise<readonly string[]> {
  const rows = await database.all(
    `SELECT DISTINCT ${column} AS value FROM ${storedEvents(parts)} WHERE ${column} IS NOT NULL ORDER BY value`,
  );
  return rows.map((row) => String(row["value"]));
}
