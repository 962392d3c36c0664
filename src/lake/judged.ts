import type { Database, Session } from "../driver/duckdb.ts";

/** What a commit brought; see `Committed`. */
export interface Brought {
  readonly events: number;
  readonly duplicates: number;
  /** Epoch ms of what is new, and of stored rows that another copy beats now. */
  readonly first: number | null;
  readonly last: number | null;
}

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

export async function markJudged(session: Session): Promise<void> {
  await session.run("UPDATE state.commits SET judged = TRUE WHERE NOT judged");
}

/** So many judged commits become one: of them only sums matter, and `serve` commits every second. */
const MOST_COMMITS = 1_000;

/** Adds a commit; `judged`: with it, alerts were looked for in everything so far. */
export async function insertCommit(
  session: Session,
  { events, duplicates, first, last }: Brought,
  judged: boolean,
): Promise<void> {
  await session.run(
    `INSERT INTO state.commits SELECT coalesce(max(generation), 0) + 1, ?, ?, ?, ?, FALSE FROM state.commits`,
    [events, duplicates, first, last],
  );
  if (!judged) return;
  await markJudged(session);
  const [row] = await session.all("SELECT count(*) AS n FROM state.commits");
  if (Number(row?.["n"]) > MOST_COMMITS) await foldCommits(session);
}

async function foldCommits(session: Session): Promise<void> {
  const [row] = await session.all(
    `SELECT max(generation) AS generation, sum(events)::BIGINT AS events, sum(duplicates)::BIGINT AS duplicates,
       min(first) AS first, max(last) AS last FROM state.commits`,
  );
  await session.run("DELETE FROM state.commits");
  const values = ["generation", "events", "duplicates", "first", "last"].map((name) => {
    const cell = row?.[name];
    return typeof cell === "number" ? cell : null;
  });
  await session.run("INSERT INTO state.commits VALUES (?, ?, ?, ?, ?, TRUE)", values);
}
