import type { Database, Session } from "../../driver/duckdb.ts";
import { inTransaction } from "../../lake/state.ts";
import type { Writes } from "../../lake/writes.ts";
import { isoTime } from "../iso-time.ts";
import { readAudit, recordAudit } from "./audit.ts";
import { countAlerts, listAlerts } from "./list-alerts.ts";
import { readAliases, readStored, resolveId } from "./read-stored.ts";
import { relatedWithinMonth } from "./related.ts";
import { insertRows } from "./rows.ts";
import { checkComment, checkName } from "./spoken-text.ts";
import type { AlertDesk, AuditEntry, Comment, StoredAlert, TriageChange } from "./stored-alert.ts";
import { changed, difference, triageOf, writeTriage } from "./triage.ts";
import { TriageError } from "./triage-error.ts";

const MOST_COMMENTS = 1_000;
const MOST_AUDIT = 10_000;

/**
 * What people see and do, over the state of a database. Each answer is that of one moment. Whatever somebody changes stands in the
 * audit, in the same transaction. `clock` gives epoch ms.
 */
export function openDesk(database: Database, writes: Writes, clock: () => number): AlertDesk {
  const reading = <T>(work: (session: Session) => Promise<T>): Promise<T> =>
    database.connected((session) => inTransaction(session, () => work(session)));
  const get = (id: string) => reading((session) => getAlert(session, id));
  return {
    get,
    list: (query) => reading((session) => listAlerts(session, query)),
    comments: (id) => reading((session) => readComments(session, id)),
    audit: (id, limit) => reading((session) => auditOf(session, id, limit)),
    counts: () => reading(countAlerts),
    change: async (id, change, actor) => {
      const by = { actor: checkName("the actor", actor), at: clock() };
      const present = await writes.transaction((session) => changeTriage(session, id, change, by));
      return present === null ? null : get(present);
    },
    comment: (id, text, actor) => {
      const by = { actor: checkName("the actor", actor), at: clock() };
      return writes.transaction((session) => addComment(session, id, text, by));
    },
  };
}

/** Who acts, and when by the clock, epoch ms. */
interface By {
  readonly actor: string;
  readonly at: number;
}

async function getAlert(session: Session, id: string): Promise<StoredAlert | null> {
  const present = await resolveId(session, id);
  return present === null ? null : ((await readStored(session, [present], relatedWithinMonth)).get(present) ?? null);
}

interface Found {
  readonly id: string;
  readonly thread: string;
}

async function find(session: Session, id: string): Promise<Found | null> {
  const present = await resolveId(session, id);
  if (present === null) return null;
  const [row] = await session.all("SELECT thread FROM state.alerts WHERE id = ?", [present]);
  return row === undefined ? null : { id: present, thread: String(row["thread"]) };
}

async function readComments(session: Session, id: string): Promise<readonly Comment[]> {
  const found = await find(session, id);
  if (found === null) return [];
  const rows = await session.all("SELECT * FROM state.comments WHERE thread = ? ORDER BY number", [found.thread]);
  return rows.map((row) => ({
    number: Number(row["number"]),
    at: isoTime(Number(row["made_at"])),
    author: String(row["author"]),
    text: String(row["text"]),
  }));
}

/** Entries are kept by the id that the alert had then. */
async function auditOf(session: Session, id: string | null, limit: number): Promise<readonly AuditEntry[]> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_AUDIT) {
    throw new TriageError(`the limit is a whole number from 1 to ${MOST_AUDIT.toLocaleString("en")}`);
  }
  if (id === null) return readAudit(session, null, limit);
  const found = await find(session, id);
  if (found === null) return [];
  const aliases = (await readAliases(session, [found.id])).get(found.id) ?? [];
  return readAudit(session, [found.id, found.thread, ...aliases], limit);
}

/** The id that the alert has; null: there is none. */
async function changeTriage(
  session: Session,
  id: string,
  change: TriageChange,
  { actor, at }: By,
): Promise<string | null> {
  const found = await find(session, id);
  if (found === null) return null;
  const [row] = await session.all("SELECT * FROM state.threads WHERE thread = ?", [found.thread]);
  const before = triageOf(row ?? {});
  const after = changed(before, change);
  const detail = difference(before, after);
  if (detail === null) return found.id;
  await writeTriage(session, found.thread, after, at);
  await recordAudit(session, [{ at, actor, action: "changed", subject: found.id, detail }]);
  return found.id;
}

async function addComment(session: Session, id: string, text: string, { actor, at }: By): Promise<Comment | null> {
  const said = checkComment(text);
  const found = await find(session, id);
  if (found === null) return null;
  const { thread } = found;
  const [row] = await session.all("SELECT coalesce(max(number), 0) AS n FROM state.comments WHERE thread = ?", [
    thread,
  ]);
  const number = Number(row?.["n"]) + 1;
  if (number > MOST_COMMENTS) {
    throw new TriageError(`this alert has ${MOST_COMMENTS.toLocaleString("en")} comments: no more can be added`);
  }
  await insertRows(
    session,
    "comments",
    ["thread", "number", "made_at", "author", "text"],
    [[thread, number, at, actor, said]],
  );
  await session.run("UPDATE state.threads SET updated_at = ? WHERE thread = ?", [at, thread]);
  await recordAudit(session, [{ at, actor, action: "commented", subject: found.id, detail: { comment: number } }]);
  return { number, at: isoTime(at), author: actor, text: said };
}
