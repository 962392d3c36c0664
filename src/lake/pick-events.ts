import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../driver/duckdb.ts";
import { quoteText } from "../sql/quote.ts";
import { storedEvents } from "./events-view.ts";
import type { StoredPart } from "./stored-part.ts";

/** What to pick, from where, and where to. */
export interface Picking {
  readonly ids: readonly string[];
  readonly parts: readonly StoredPart[];
  readonly folder: string;
  /** Of the files' names. */
  readonly prefix: string;
}

/**
 * Writes the events that have one of these ids to files of their own, which the lake does not list. One part after
 * another, so that memory does not grow with their number.
 */
export async function pickEvents(
  database: Database,
  { ids, parts, folder, prefix }: Picking,
): Promise<readonly StoredPart[]> {
  const file = join(folder, `${prefix}.ids`);
  await writeFile(file, [...new Set(ids)].map((id) => `${JSON.stringify({ id })}\n`).join(""));
  const lines = `read_json(${quoteText(file)}, format = 'newline_delimited', columns = {'id': 'VARCHAR'})`;
  // a table, because its size is known: of a file of unknown size the join would hold the events in memory instead
  await database.run(`CREATE OR REPLACE TEMP TABLE picked_id AS SELECT id FROM ${lines}`);
  await rm(file, { force: true });
  const picked: StoredPart[] = [];
  for (const [i, part] of parts.entries()) {
    const path = join(folder, `${prefix}-${i}.parquet`);
    const [copied] = await database.all(
      `COPY (SELECT e.* FROM ${storedEvents([part])} e SEMI JOIN picked_id i ON i.id = e.event_id)
       TO ${quoteText(path)} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 20480)`,
    );
    if (Number(copied?.["Count"]) > 0) picked.push({ ...part, name: path, path, superseded: 0 });
    else await rm(path, { force: true });
  }
  await database.run("DROP TABLE picked_id");
  return picked;
}
