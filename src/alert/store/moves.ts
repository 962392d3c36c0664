import type { Session } from "../../driver/duckdb.ts";
import type { Row } from "../../ir/plan.ts";
import { insertRows, rowsIn, runIn } from "./rows.ts";

/** Former id -> the id that replaces it now. */
export type Replaced = ReadonlyMap<string, string>;

/**
 * Former ids of alerts. One look-up resolves an alias: those of what is replaced point at the new id at once. `live`: ids of
 * current alerts that may have been aliases and are none now. Gives the alerts that these belonged to, by their new ids.
 */
export async function moveAliases(
  session: Session,
  replaced: Replaced,
  live: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const owned = await rowsIn(
    session,
    live,
    (list) => `SELECT alias, id FROM state.alert_aliases WHERE alias IN ${list}`,
  );
  await runIn(session, live, (list) => `DELETE FROM state.alert_aliases WHERE alias IN ${list}`);
  const former = await rowsIn(
    session,
    replaced.keys(),
    (list) => `SELECT alias, id FROM state.alert_aliases WHERE id IN ${list}`,
  );
  await runIn(session, replaced.keys(), (list) => `DELETE FROM state.alert_aliases WHERE id IN ${list}`);
  const pointed = former.map((row) => [String(row["alias"]), replaced.get(String(row["id"])) ?? ""]);
  await insertRows(session, "alert_aliases", ["alias", "id"], [...pointed, ...replaced]);
  return new Map(owned.map((row) => [String(row["alias"]), replaced.get(String(row["id"])) ?? String(row["id"])]));
}

export interface MovedThread {
  readonly from: string;
  readonly to: string;
}

/** What went along with a thread. */
export interface Inherited {
  readonly comments: number;
  /** State and assignee were taken over: nobody had touched those of the survivor. */
  readonly triage: boolean;
}

/** Puts a thread into another: its comments between those of the other by time, its triage only where there was none. */
export async function mergeThread(session: Session, { from, to }: MovedThread): Promise<Inherited> {
  const rows = await session.all("SELECT thread, updated_at FROM state.threads WHERE thread IN (?, ?)", [from, to]);
  const isTouched = (thread: string) => rows.some((row) => row["thread"] === thread && row["updated_at"] !== null);
  const triage = isTouched(from) && !isTouched(to);
  const [dropped, kept] = triage ? [to, from] : [from, to];
  await session.run("DELETE FROM state.threads WHERE thread = ?", [dropped]);
  await session.run("UPDATE state.threads SET thread = ? WHERE thread = ?", [to, kept]);
  return { comments: await mergeComments(session, { from, to }), triage };
}

async function mergeComments(session: Session, moved: MovedThread): Promise<number> {
  const count = await copyComments(session, moved);
  await session.run("DELETE FROM state.comments WHERE thread = ?", [moved.from]);
  return count;
}

/**
 * Gives a thread the comments of another as well, between its own by time; gives how many the other has. One that both have, because it
 * was copied before, is there once.
 */
export async function copyComments(session: Session, { from, to }: MovedThread): Promise<number> {
  const [row] = await session.all("SELECT count(*) AS n FROM state.comments WHERE thread = ?", [from]);
  const count = Number(row?.["n"]);
  if (count === 0) return 0;
  const all = await session.all(
    "SELECT thread, made_at, author, text FROM state.comments WHERE thread IN (?, ?) ORDER BY made_at, thread <> ?, number",
    [from, to, to],
  );
  const own = new Set(all.filter((each) => each["thread"] === to).map(keyOf));
  const joined = all.filter((each) => each["thread"] === to || !own.has(keyOf(each)));
  await session.run("DELETE FROM state.comments WHERE thread = ?", [to]);
  const renumbered = joined.map((each, i) => {
    return [to, i + 1, Number(each["made_at"]), String(each["author"]), String(each["text"])];
  });
  await insertRows(session, "comments", ["thread", "number", "made_at", "author", "text"], renumbered);
  return count;
}

function keyOf(comment: Row): string {
  return JSON.stringify([Number(comment["made_at"]), comment["author"], comment["text"]]);
}
