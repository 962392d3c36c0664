import type { Session } from "../driver/duckdb.ts";
import type { Row } from "../ir/plan.ts";
import { quoteList } from "../sql/quote.ts";
import type { Waiting } from "./flood.ts";
import type { OutboxState } from "./outbox.ts";

/** What the dispatcher reads of the outbox, and writes to it. Times are epoch ms. */

/** At most so many are decided at once: what a digest can stand for. */
const MOST_WAITING = 10_000;

/** A notice that waits, and why it is not to be told any more; null: it is. */
export interface WaitingNotice extends Waiting {
  readonly withheld: string | null;
}

/** The alert that a thread is now: of several with one thread (a superseded one may be left) the current, then the newest. */
const ALERT_OF_THREAD = `SELECT * FROM state.alerts WHERE thread IN (SELECT thread FROM mine)
  QUALIFY row_number() OVER (PARTITION BY thread ORDER BY status = 'current' DESC, changed_at DESC, id) = 1`;

/** Undecided notices of a channel, the most severe first. */
export async function waitingNotices(session: Session, channel: string): Promise<readonly WaitingNotice[]> {
  const rows = await session.all(
    `WITH mine AS (
       SELECT key, thread, severity, created_at FROM state.outbox
       WHERE status = 'pending' AND digest IS NULL AND channel = ?
       ORDER BY severity DESC, created_at, key LIMIT ${MOST_WAITING})
     SELECT mine.key, mine.severity, mine.created_at, a.status, a.suppressed_by
     FROM mine LEFT JOIN (${ALERT_OF_THREAD}) a ON a.thread = mine.thread`,
    [channel],
  );
  return rows.map((row) => ({
    key: String(row["key"]),
    rank: Number(row["severity"]),
    createdAt: Number(row["created_at"]),
    withheld: whyWithheld(row),
  }));
}

function whyWithheld(row: Row): string | null {
  if (row["suppressed_by"] != null) return "the alert was suppressed before it was told";
  return row["status"] === "superseded" ? "the alert was superseded before it was told" : null;
}

/** How many notices made after `since` went, or are to go, alone. */
export async function countAlone(session: Session, channel: string, since: number): Promise<number> {
  const [row] = await session.all(
    "SELECT count(*) AS n FROM state.outbox WHERE channel = ? AND digest = key AND created_at > ?",
    [channel, since],
  );
  return Number(row?.["n"] ?? 0);
}

/** Writes for good with which message notices go out. Without `digest` each alone, under its own key. */
export async function decide(session: Session, keys: readonly string[], digest?: string): Promise<void> {
  if (keys.length === 0) return;
  await session.run(
    `UPDATE state.outbox SET digest = ${digest === undefined ? "key" : "?"} WHERE digest IS NULL AND ${isOneOf(keys)}`,
    digest === undefined ? [] : [digest],
  );
}

export async function withhold(session: Session, keys: readonly string[], why: string): Promise<void> {
  if (keys.length === 0) return;
  await session.run(
    `UPDATE state.outbox SET status = 'withheld', error = ? WHERE digest IS NULL AND ${isOneOf(keys)}`,
    [why],
  );
}

function isOneOf(keys: readonly string[]): string {
  return `key IN (SELECT unnest(${quoteList(keys)}))`;
}

/** A message that is to be sent now: a notice or a digest. */
export interface DueMessage {
  /** What it is sent under: the notice's key, or the digest's. */
  readonly key: string;
  /** Attempts that failed. */
  readonly attempts: number;
  /** When the oldest of its notices was made. */
  readonly createdAt: number;
}

/** The fewest attempts first, so that those that always fail do not hold up the others; then the most severe. */
export async function dueMessages(
  session: Session,
  channel: string,
  now: number,
  most: number,
): Promise<readonly DueMessage[]> {
  const rows = await session.all(
    `SELECT digest, max(attempts) AS attempts, min(created_at) AS created_at FROM state.outbox
     WHERE status = 'pending' AND channel = ? AND digest IS NOT NULL
     GROUP BY digest HAVING min(next_at) <= ? ORDER BY max(attempts), max(severity) DESC, min(created_at), digest LIMIT ?`,
    [channel, now, most],
  );
  return rows.map((row) => ({
    key: String(row["digest"]),
    attempts: Number(row["attempts"]),
    createdAt: Number(row["created_at"]),
  }));
}

/** When the next decided message is to be sent; null: none waits. */
export async function nextDue(session: Session, channel: string): Promise<number | null> {
  const [row] = await session.all(
    "SELECT min(next_at) AS at FROM state.outbox WHERE status = 'pending' AND channel = ? AND digest IS NOT NULL",
    [channel],
  );
  return row?.["at"] == null ? null : Number(row["at"]);
}

/** A notice of a message, with what its alert is now. */
export interface QueuedNotice {
  readonly key: string;
  readonly thread: string;
  /** Its id when the notice was made. */
  readonly alert: string;
  readonly kind: string;
  readonly rank: number;
  /** Null: no alert of the thread is stored. */
  readonly now: { readonly id: string; readonly rule: string } | null;
}

/** Of a message, the most severe first. */
export async function noticesOf(session: Session, message: string): Promise<readonly QueuedNotice[]> {
  const rows = await session.all(
    `WITH mine AS (SELECT * FROM state.outbox WHERE status = 'pending' AND digest = ?)
     SELECT mine.key, mine.thread, mine.alert, mine.kind, mine.severity, a.id, a.rule_name
     FROM mine LEFT JOIN (${ALERT_OF_THREAD}) a ON a.thread = mine.thread
     ORDER BY mine.severity DESC, mine.created_at, mine.key`,
    [message],
  );
  return rows.map((row) => ({
    key: String(row["key"]),
    thread: String(row["thread"]),
    alert: String(row["alert"]),
    kind: String(row["kind"]),
    rank: Number(row["severity"]),
    now: row["id"] == null ? null : { id: String(row["id"]), rule: String(row["rule_name"]) },
  }));
}

const OF_MESSAGE = "WHERE status = 'pending' AND digest = ?";

export async function markSent(session: Session, message: string, now: number): Promise<void> {
  await session.run(
    `UPDATE state.outbox SET status = 'sent', sent_at = ?, error = NULL, attempts = attempts + 1 ${OF_MESSAGE}`,
    [now, message],
  );
}

/** It is tried again at `next`. */
export async function markFailed(session: Session, message: string, next: number, error: string): Promise<void> {
  await session.run(`UPDATE state.outbox SET next_at = ?, error = ?, attempts = attempts + 1 ${OF_MESSAGE}`, [
    next,
    error,
    message,
  ]);
}

export async function markEnded(
  session: Session,
  message: string,
  status: "refused" | "gave_up",
  error: string,
): Promise<void> {
  await session.run(`UPDATE state.outbox SET status = ?, error = ?, attempts = attempts + 1 ${OF_MESSAGE}`, [
    status,
    error,
    message,
  ]);
}

/** Gives up what was made before `since` for channels that are not there any more. */
export async function abandon(session: Session, channels: readonly string[], since: number): Promise<void> {
  const isOther = channels.length === 0 ? "" : `AND NOT (channel IN (SELECT unnest(${quoteList(channels)})))`;
  await session.run(
    `UPDATE state.outbox SET status = 'gave_up', error = 'no channel of this name is configured'
     WHERE status = 'pending' AND created_at < ? ${isOther}`,
    [since],
  );
}

/** How the outbox stands, for health and metrics. */
export interface OutboxCount {
  readonly channel: string;
  readonly status: OutboxState;
  readonly count: number;
  /** When the oldest of them was made. */
  readonly oldest: number;
}

export async function outboxCounts(session: Session): Promise<readonly OutboxCount[]> {
  const rows = await session.all(
    `SELECT channel, status, count(*) AS n, min(created_at) AS oldest FROM state.outbox
     GROUP BY ALL ORDER BY channel, status`,
  );
  return rows.map((row) => ({
    channel: String(row["channel"]),
    status: String(row["status"]) as OutboxState,
    count: Number(row["n"]),
    oldest: Number(row["oldest"]),
  }));
}
