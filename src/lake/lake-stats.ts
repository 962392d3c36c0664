import type { Database } from "../driver/duckdb.ts";
import { storedEvents } from "./events-view.ts";
import type { LakeStats } from "./store.ts";
import type { StoredPart } from "./stored-part.ts";

/** Rows that repeated an event, over all commits. */
export async function readDuplicates(database: Database): Promise<number> {
  const [sums] = await database.all("SELECT coalesce(sum(duplicates), 0)::BIGINT AS n FROM state.commits");
  return Number(sums?.["n"] ?? 0);
}

export async function readStats(
  database: Database,
  parts: readonly StoredPart[],
  duplicates: number,
): Promise<LakeStats> {
  const whole = parts.filter(({ superseded }) => superseded === 0);
  const holed = parts.filter(({ superseded }) => superseded > 0);
  const spans = [...whole, ...(holed.length === 0 ? [] : await spanOf(database, holed))];
  return {
    events: parts.reduce((sum, { events, superseded }) => sum + events - superseded, 0),
    duplicates,
    first: spans.length === 0 ? null : spans.reduce((least, { first }) => Math.min(least, first), Infinity),
    last: spans.length === 0 ? null : spans.reduce((most, { last }) => Math.max(most, last), -Infinity),
  };
}

/** Of the rows that count: the bounds of a part are those of all its rows. */
async function spanOf(
  database: Database,
  parts: readonly StoredPart[],
): Promise<readonly { first: number; last: number }[]> {
  const [row] = await database.all(
    `SELECT epoch_ms(min(event_time)) AS first, epoch_ms(max(event_time)) AS last FROM ${storedEvents(parts)}`,
  );
  const { first, last } = { first: row?.["first"], last: row?.["last"] };
  return typeof first === "number" && typeof last === "number" ? [{ first, last }] : [];
}
