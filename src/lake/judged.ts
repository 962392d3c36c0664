import type { Database } from "../driver/duckdb.ts";

/** Epoch ms of the earliest and the latest event of some. */
export interface EventSpan {
  readonly first: number;
  readonly last: number;
}

/** The time of what was committed and not judged since; null: nothing. */
export async function readUnjudged(database: Database): Promise<EventSpan | null> {
  const [row] = await database.all("SELECT min(first) AS first, max(last) AS last FROM state.commits WHERE NOT judged");
  const { first, last } = { first: row?.["first"], last: row?.["last"] };
  return typeof first === "number" && typeof last === "number" ? { first, last } : null;
}

export async function markJudged(database: Database): Promise<void> {
  await database.run("UPDATE state.commits SET judged = TRUE WHERE NOT judged");
}
