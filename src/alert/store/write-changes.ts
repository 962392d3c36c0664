import type { Parameter, Session } from "../../driver/duckdb.ts";
import { quoteText } from "../../sql/quote.ts";
import { ALERT_COLUMNS, alertRow } from "./alert-row.ts";
import { type Audited, BY_EVENTS, recordAudit } from "./audit.ts";
import { copyComments, type MovedThread, mergeThread, moveAliases, type Replaced } from "./moves.ts";
import type { AlertChanges, FoundRevision } from "./revision.ts";
import { insertRows, rowsIn, runIn } from "./rows.ts";

/** What becomes of the stored alerts of one rule. */
export interface RuleChanges {
  /** Id and name of the rule. */
  readonly rule: string;
  readonly ruleName: string;
  readonly changes: AlertChanges;
}

export interface Written {
  /** Threads that went into another: what is kept by them elsewhere has to follow. */
  readonly threads: readonly MovedThread[];
  /** The thread of each opened alert, by id: its id, unless an alert that had that id before keeps the thread. */
  readonly openedThreads: ReadonlyMap<string, string>;
}

type Owner = Pick<RuleChanges, "rule" | "ruleName">;

/** Brings stored alerts to what `revise` says, of all rules at once. Part of the transaction of a batch. `now`: by the clock, epoch ms. */
export async function writeChanges(session: Session, all: readonly RuleChanges[], now: number): Promise<Written> {
  const { opened, revised, merged, superseded } = together(all);
  const replaced: Replaced = new Map([
    ...revised.flatMap(({ from, to }): [string, string][] => (from.id === to.alert.id ? [] : [[from.id, to.alert.id]])),
    ...merged.map(({ from, into }): [string, string] => [from.id, into]),
  ]);
  const fresh = [...opened, ...revised.map(({ to }) => to)].map(({ alert }) => alert.id);
  const before = await readStays(session, [...fresh, ...[...revised, ...merged].map(({ from }) => from.id)]);
  const owners = await moveAliases(session, replaced, fresh);
  const threads = await newThreads(session, opened, before);
  const rows = all.flatMap(({ changes, ...owner }) => [
    ...changes.opened.map((to) => {
      const { id } = to.alert;
      return rowOf(to, { was: before.get(id) ?? null, thread: threads.get(id) ?? id, now, ...owner });
    }),
    ...changes.revised.map(({ from, to }) =>
      rowOf(to, { was: before.get(from.id) ?? null, thread: from.thread, now, ...owner }),
    ),
  ]);
  await runIn(session, [...fresh, ...replaced.keys()], (list) => `DELETE FROM state.alerts WHERE id IN ${list}`);
  await insertRows(session, "alerts", ALERT_COLUMNS, rows);
  await supersede(session, superseded, now);
  const separated = await separate(session, owners, [
    ...opened.map(({ alert: { id } }) => ({ id, thread: threads.get(id) ?? id })),
    ...revised.map(({ from: { thread }, to: { alert } }) => ({ id: alert.id, thread })),
  ]);
  const merges = await mergeAll(session, merged);
  await recordAudit(session, [
    ...separated.map(({ id, from }) => entry(id, "separated", { from }, now)),
    ...revisions(revised, now),
    ...merges.map(({ into, detail }) => entry(into, "merged", detail, now)),
    ...superseded.map(({ from, because }) => entry(from.id, "superseded", { because }, now)),
  ]);
  return { threads: merges.map(({ moved }) => moved), openedThreads: threads };
}

/** Alerts of different rules have different ids. */
function together(all: readonly RuleChanges[]): AlertChanges {
  return {
    opened: all.flatMap(({ changes }) => changes.opened),
    revised: all.flatMap(({ changes }) => changes.revised),
    merged: all.flatMap(({ changes }) => changes.merged),
    superseded: all.flatMap(({ changes }) => changes.superseded),
  };
}

/** What stays of a stored alert when its row is written anew. */
interface FormerRow {
  readonly thread: string;
  readonly openedAt: number;
  readonly revision: number;
}

async function readStays(session: Session, ids: readonly string[]): Promise<ReadonlyMap<string, FormerRow>> {
  const rows = await rowsIn(
    session,
    ids,
    (list) => `SELECT id, thread, opened_at, revision FROM state.alerts WHERE id IN ${list}`,
  );
  return new Map(
    rows.map((row) => [
      String(row["id"]),
      { thread: String(row["thread"]), openedAt: Number(row["opened_at"]), revision: Number(row["revision"]) },
    ]),
  );
}

interface RowContext extends Owner {
  readonly was: FormerRow | null;
  readonly thread: string;
  readonly now: number;
}

function rowOf(to: FoundRevision, { was, thread, rule, ruleName, now }: RowContext): readonly Parameter[] {
  const [openedAt, revision] = [was?.openedAt ?? now, (was?.revision ?? 0) + 1];
  return alertRow(to, { thread, rule, ruleName, openedAt, changedAt: now, revision });
}

/** Makes the threads of opened alerts. One that is stored already, outside of what was known, keeps its own. */
async function newThreads(
  session: Session,
  opened: readonly FoundRevision[],
  before: ReadonlyMap<string, FormerRow>,
): Promise<ReadonlyMap<string, string>> {
  const ids = opened.map(({ alert }) => alert.id);
  const taken = new Set<string>();
  const unknown = ids.filter((id) => !before.has(id));
  const like = (list: string) => `SELECT thread FROM state.threads WHERE split_part(thread, '~', 1) IN ${list}`;
  for (const row of await rowsIn(session, unknown, like)) taken.add(String(row["thread"]));
  const made = new Map(unknown.map((id) => [id, firstFree(id, taken)]));
  const rows = [...made.values()].map((thread) => [thread, "open", null, null, null]);
  await insertRows(session, "threads", ["thread", "state", "reason", "assignee", "updated_at"], rows);
  return new Map(ids.map((id) => [id, made.get(id) ?? before.get(id)?.thread ?? id]));
}

function firstFree(id: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const thread = n === 1 ? id : `${id}~${n}`;
    if (!taken.has(thread)) return thread;
  }
}

/** A statement for each reason: many are the same. */
async function supersede(session: Session, superseded: AlertChanges["superseded"], now: number): Promise<void> {
  const reasons = new Map<string, string[]>();
  for (const { from, because } of superseded) reasons.set(because, [...(reasons.get(because) ?? []), from.id]);
  for (const [because, ids] of reasons) {
    const set = `status = 'superseded', because = ${quoteText(because)}, changed_at = ${now}, revision = revision + 1`;
    await runIn(session, ids, (list) => `UPDATE state.alerts SET ${set} WHERE id IN ${list}`);
  }
}

/**
 * An alert gets an id that another has had: what people said under that id is said of both. `owners`: by ids that were aliases until now,
 * the alert that each belonged to.
 */
async function separate(
  session: Session,
  owners: ReadonlyMap<string, string>,
  named: readonly { readonly id: string; readonly thread: string }[],
): Promise<readonly { readonly id: string; readonly from: string }[]> {
  const taken = named.flatMap(({ id, thread }) => {
    const from = owners.get(id);
    return from === undefined || from === id ? [] : [{ id, from, thread }];
  });
  const stays = await readStays(
    session,
    taken.map(({ from }) => from),
  );
  for (const { from, thread } of taken) {
    const before = stays.get(from)?.thread;
    if (before !== undefined) await copyComments(session, { from: before, to: thread });
  }
  return taken;
}

interface Merge {
  readonly into: string;
  readonly moved: MovedThread;
  readonly detail: Audited["detail"];
}

async function mergeAll(session: Session, merged: AlertChanges["merged"]): Promise<readonly Merge[]> {
  const survivors = await readStays(
    session,
    merged.map(({ into }) => into),
  );
  const merges: Merge[] = [];
  for (const { from, into } of merged) {
    const to = survivors.get(into)?.thread;
    if (to === undefined) throw new Error(`bug: ${from.id} is merged into ${into}, which is not stored`);
    const moved = { from: from.thread, to };
    const { comments, triage } = await mergeThread(session, moved);
    merges.push({ into, moved, detail: { merged: from.id, comments, triage_taken_over: triage } });
  }
  return merges;
}

/** Only what people can see of it: another id, another severity, or that it is back. */
function revisions(revised: AlertChanges["revised"], now: number): readonly Audited[] {
  return revised.flatMap(({ from, to: { alert } }) => {
    const id = from.id === alert.id ? {} : { former_id: from.id };
    const { severity } = alert.rule;
    const detail = { ...id, ...(from.severity === severity ? {} : { severity_before: from.severity, severity }) };
    if (from.status === "superseded") return [entry(alert.id, "revived", detail, now)];
    return Object.keys(detail).length === 0 ? [] : [entry(alert.id, "revised", detail, now)];
  });
}

function entry(subject: string, action: string, detail: Audited["detail"], now: number): Audited {
  return { at: now, actor: BY_EVENTS, action, subject, detail };
}
