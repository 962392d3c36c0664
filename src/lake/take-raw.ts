import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../driver/duckdb.ts";
import { quoteText } from "../sql/quote.ts";
import type { LostRows } from "./copies.ts";
import { readParquet } from "./events-view.ts";
import type { RawPart } from "./part.ts";
import { INCOMING_FOLDER, rawPartName } from "./paths.ts";
import { storedColumns } from "./stored-columns.ts";
import type { Destination, WrittenPart } from "./write-days.ts";

/** A raw part of which a larger share does not count is written again without these rows. */
const MOST_LOST = 0.25;

/** Raw parts as parts of a temporary lake: as they are, or without the rows that lost when these are many. */
export async function takeRaw(
  raw: readonly RawPart[],
  lost: readonly LostRows[],
  to: Destination,
): Promise<readonly WrittenPart[]> {
  const taken: WrittenPart[] = [];
  for (const [i, part] of raw.entries()) {
    const gone = lost.find((each) => each.part === i)?.rows ?? 0;
    const number = to.nextPart + i;
    const isRewritten = gone > part.events * MOST_LOST;
    const kept = isRewritten && gone < part.events ? await rewrite(part, i, number, to) : part;
    if (isRewritten) await to.database.run(`DELETE FROM loser WHERE NOT stored AND part = ${i}`);
    if (gone === part.events) continue;
    const name = rawPartName(number);
    const path = join(to.directory, name);
    const { path: written, ...facts } = kept;
    taken.push({ written, part: { ...facts, part: number, name, path, level: "raw" } });
  }
  return taken;
}

async function rewrite(
  part: RawPart,
  i: number,
  number: number,
  { database, directory }: Destination,
): Promise<RawPart> {
  const path = join(directory, INCOMING_FOLDER, `write-${number}.parquet`);
  await database.run(
    `COPY (SELECT ${storedColumns("e")} FROM ${readParquet([part])} e
       ANTI JOIN (SELECT row FROM loser WHERE NOT stored AND part = ${i}) l ON l.row = e.file_row_number)
     TO ${quoteText(path)} (FORMAT parquet, COMPRESSION snappy)`,
  );
  const facts = await factsOf(path, database);
  const { size } = await stat(path);
  return { path, ...facts, bytes: size, jsonBytes: Math.round((part.jsonBytes * facts.events) / part.events) };
}

async function factsOf(path: string, database: Database): Promise<Pick<RawPart, "events" | "first" | "last">> {
  const [row] = await database.all(
    `SELECT count(*) AS n, epoch_ms(min(event_time)) AS first, epoch_ms(max(event_time)) AS last FROM ${readParquet([{ path }])}`,
  );
  return { events: Number(row?.["n"]), first: Number(row?.["first"]), last: Number(row?.["last"]) };
}
