import type { FoundRevision } from "../../alert/store/revision.ts";
import { writeChanges } from "../../alert/store/write-changes.ts";
import type { Session } from "../../driver/duckdb.ts";
import type { RouteConfig } from "../../notify/config.ts";
import { insertNotices, moveThread, toldLevels } from "../../notify/outbox.ts";
import { type ChangedAlert, planNotices } from "../../notify/plan.ts";
import type { RuleRevision } from "./judge.ts";
import { type BatchFacts, insertBatch, type ObjectOutcome } from "./ledger.ts";
import { addTooLate } from "./live-rules.ts";
import { type Watermark, writeWatermark } from "./watermarks.ts";

/** Everything that a batch changes besides the parts. */
export interface BatchWrites {
  /** Null: nothing was delivered. */
  readonly batch: { readonly facts: BatchFacts; readonly outcomes: readonly ObjectOutcome[] } | null;
  readonly watermark: Watermark | null;
  /** Rule id -> events that came too late for it. */
  readonly tooLate: ReadonlyMap<string, number>;
  readonly revisions: readonly RuleRevision[];
  readonly routes: readonly RouteConfig[];
  /** By the clock, epoch ms. */
  readonly now: number;
}

/** Part of the transaction that makes the batch count. Gives how many notices it put into the outbox. */
export async function writeBatch(session: Session, writes: BatchWrites): Promise<number> {
  const { batch, watermark, tooLate, revisions, routes, now } = writes;
  if (batch !== null) await insertBatch(session, batch.facts, batch.outcomes);
  if (watermark !== null) await writeWatermark(session, watermark);
  for (const [rule, count] of tooLate) await addTooLate(session, rule, count);
  const all = revisions.map(({ live: { rule }, changes }) => ({ rule: rule.id, ruleName: rule.name, changes }));
  const written = await writeChanges(session, all, now);
  for (const { from, to } of written.threads) await moveThread(session, from, to);
  const threadOf = (id: string): string => written.openedThreads.get(id) ?? id;
  const told = {
    opened: all.flatMap(({ changes }) => changes.opened.map((found) => changedAlert(found, threadOf(found.alert.id)))),
    revised: all.flatMap(({ changes }) => changes.revised.map(({ from, to }) => changedAlert(to, from.thread))),
  };
  return tell(session, told, routes, now);
}

function changedAlert({ alert, suppressedBy }: FoundRevision, thread: string): ChangedAlert {
  return { thread, alert, suppressed: suppressedBy !== null };
}

async function tell(
  session: Session,
  changes: { readonly opened: readonly ChangedAlert[]; readonly revised: readonly ChangedAlert[] },
  routes: readonly RouteConfig[],
  now: number,
): Promise<number> {
  const all = [...changes.opened, ...changes.revised];
  if (all.length === 0 || routes.length === 0) return 0;
  const told = await toldLevels(
    session,
    all.map(({ thread }) => thread),
  );
  return insertNotices(session, planNotices(changes, routes, told), now);
}
