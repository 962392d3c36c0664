import type { Session } from "../driver/duckdb.ts";
import type { Row } from "../ir/plan.ts";
import { quoteList } from "../sql/quote.ts";
import type { Notice } from "./channel.ts";
import type { Told } from "./plan.ts";
import { rankOf, severityOf } from "./severity-rank.ts";

/**
 * The outbox, `state.outbox`: what the transaction of a batch does to it. A row is one notice, and stays: it says what was told.
 *
 * `status`: `pending`, until it is `sent`, `refused` (no retry would help), `gave_up` (retried for days), or `withheld` (before the first
 * attempt the alert was suppressed or superseded; counts as not told). `digest`: the key of the message that it goes out with, written
 * before the first attempt and never changed: its own key, or that of a digest. Null: not decided, so nobody can have seen it.
 */
export const OUTBOX_STATES = ["pending", "sent", "refused", "gave_up", "withheld"] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/**
 * Puts notices into the outbox, but those that are there: by their key, or told under another key before two threads became one. A
 * withheld one is pending again. Gives how many are to be sent because of it. `now` in epoch ms.
 */
export async function insertNotices(session: Session, notices: readonly Notice[], now: number): Promise<number> {
  if (notices.length === 0) return 0;
  const known = await rowsLike(session, notices);
  const taken = new Set(known.filter((row) => !isWithheld(row)).flatMap(({ key, said }) => [key, said]));
  const fresh = notices.filter(({ key, thread, channel, kind, severity }) => {
    const said = saidOf(thread, channel, kind, rankOf(severity));
    if (taken.has(key) || taken.has(said)) return false;
    taken.add(key).add(said);
    return true;
  });
  await remove(
    session,
    known.filter((row) => isWithheld(row) && (taken.has(row.key) || taken.has(row.said))).map(({ key }) => key),
  );
  await insertAll(session, fresh, now);
  return fresh.length;
}

/** One statement for all: a flood has thousands. */
async function insertAll(session: Session, notices: readonly Notice[], now: number): Promise<void> {
  if (notices.length === 0) return;
  const texts = (["key", "thread", "alert", "channel", "kind"] as const).map(
    (name) => `unnest(${quoteList(notices.map((notice) => notice[name]))})`,
  );
  const ranks = `unnest([${notices.map(({ severity }) => rankOf(severity)).join(", ")}])`;
  await session.run(
    `INSERT INTO state.outbox (key, thread, alert, channel, kind, severity, created_at, next_at, attempts, status)
     SELECT ${texts.join(", ")}, ${ranks}, ?, ?, 0, 'pending'`,
    [now, now],
  );
}

async function remove(session: Session, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await session.run(`DELETE FROM state.outbox WHERE key IN (SELECT unnest(${quoteList(keys)}))`);
}

function isWithheld({ status }: Known): boolean {
  return status === "withheld";
}

/** What channels were told, or are about to be told, of these threads. After `moveThread`, before `planNotices`. */
export async function toldLevels(session: Session, threads: readonly string[]): Promise<Told> {
  const levels = new Map<string, number>();
  if (threads.length > 0) {
    const rows = await session.all(
      `SELECT thread, channel, max(severity) AS severity FROM state.outbox
       WHERE status <> 'withheld' AND thread IN (SELECT unnest(${quoteList(threads)})) GROUP BY ALL`,
    );
    for (const row of rows) levels.set(pair(row["thread"], row["channel"]), Number(row["severity"]));
  }
  return (thread, channel) => {
    const rank = levels.get(pair(thread, channel));
    return rank === undefined ? null : severityOf(rank);
  };
}

function pair(thread: unknown, channel: unknown): string {
  return JSON.stringify([thread, channel]);
}

/**
 * An alert was taken in by another: what was told of thread `from` counts as told of `to`. Of two rows that say the same one stays with
 * `to`; what is undecided and no more severe than what the other told is dropped. A row that was sent is never dropped: when it says what
 * another does, it keeps its thread.
 */
export async function moveThread(session: Session, from: string, to: string): Promise<void> {
  if (from === to) return;
  const rows = await session.all(`${READ_KNOWN} WHERE thread IN (?, ?)`, [from, to]);
  const { dropped, moved } = sortedOut(rows.map(knownRow), from, to);
  await remove(session, dropped);
  if (moved.length > 0)
    await session.run(`UPDATE state.outbox SET thread = ? WHERE key IN (SELECT unnest(${quoteList(moved)}))`, [to]);
}

interface Known {
  readonly key: string;
  readonly thread: string;
  readonly channel: string;
  readonly kind: string;
  readonly rank: number;
  readonly status: string;
  readonly isDecided: boolean;
  /** What it says, to whom. */
  readonly said: string;
}

const READ_KNOWN = "SELECT key, thread, channel, kind, severity, status, digest FROM state.outbox";

function knownRow(row: Row): Known {
  const [thread, channel, kind] = [String(row["thread"]), String(row["channel"]), String(row["kind"])];
  const rank = Number(row["severity"]);
  const said = saidOf(thread, channel, kind, rank);
  const isDecided = row["digest"] !== null;
  return { key: String(row["key"]), thread, channel, kind, rank, status: String(row["status"]), isDecided, said };
}

function saidOf(thread: string, channel: string, kind: string, rank: number): string {
  return JSON.stringify([thread, channel, kind, rank]);
}

async function rowsLike(session: Session, notices: readonly Notice[]): Promise<readonly Known[]> {
  const keys = quoteList(notices.map(({ key }) => key));
  const threads = quoteList(notices.map(({ thread }) => thread));
  const rows = await session.all(
    `${READ_KNOWN} WHERE key IN (SELECT unnest(${keys})) OR thread IN (SELECT unnest(${threads}))`,
  );
  return rows.map(knownRow);
}

function sortedOut(rows: readonly Known[], from: string, to: string) {
  const ordered = [...rows].sort(
    (a, b) => standing(b) - standing(a) || Number(b.thread === to) - Number(a.thread === to),
  );
  const kept = new Set<string>();
  const levels = new Map<string, number>();
  const dropped: string[] = [];
  const moved: string[] = [];
  for (const row of ordered) {
    const says = saidOf(to, row.channel, row.kind, row.rank);
    const isTold = kept.has(says) || (standing(row) <= UNDECIDED && row.rank <= (levels.get(row.channel) ?? -1));
    if (isTold && standing(row) < FINAL) dropped.push(row.key);
    if (isTold) continue;
    kept.add(says);
    if (!isWithheld(row)) levels.set(row.channel, Math.max(row.rank, levels.get(row.channel) ?? -1));
    if (row.thread === from) moved.push(row.key);
  }
  return { dropped, moved };
}

const FINAL = 3;
const UNDECIDED = 1;

/** Which of two rows that say the same is kept: what is done before what may have been seen, before what nobody can have seen. */
function standing({ status, isDecided, rank }: Known): number {
  if (status === "withheld") return -1;
  if (status !== "pending") return FINAL;
  // Among undecided ones the most severe first, so that it makes the others needless.
  return isDecided ? 2 : rank / 10;
}
