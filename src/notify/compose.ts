import type { StoredAlert } from "../alert/store/stored-alert.ts";
import { compareCodePoints } from "../util/code-points.ts";
import type { Message, NoticeKind } from "./channel.ts";
import type { QueuedNotice } from "./queue.ts";
import { severityOf } from "./severity-rank.ts";

/** Of a digest: how many groups and alerts are named. */
const MOST_GROUPS = 30;
const MOST_SAMPLES = 10;

/** An alert by any id that it has had; null: none is stored. */
export type LoadAlert = (id: string) => Promise<StoredAlert | null>;

/** What is sent under `key` for these notices of a channel, most severe first; null: its alert is not stored any more. */
export async function compose(
  key: string,
  channel: string,
  notices: readonly QueuedNotice[],
  load: LoadAlert,
): Promise<Message | null> {
  const [first] = notices;
  if (first === undefined) return null;
  if (first.key !== key) return digestOf(key, notices, load);
  const stored = await load(first.now?.id ?? first.alert);
  if (stored === null) return null;
  const { thread, alert, rank } = first;
  const kind = first.kind as NoticeKind;
  return { kind: "alert", notice: { key, channel, kind, thread, alert, severity: severityOf(rank) }, stored };
}

async function digestOf(key: string, notices: readonly QueuedNotice[], load: LoadAlert): Promise<Message> {
  const samples: StoredAlert[] = [];
  for (const { now, alert } of notices.slice(0, MOST_SAMPLES)) {
    const stored = await load(now?.id ?? alert);
    if (stored !== null) samples.push(stored);
  }
  return { kind: "digest", key, total: notices.length, groups: groupsOf(notices), samples };
}

function groupsOf(notices: readonly QueuedNotice[]): (Message & { kind: "digest" })["groups"] {
  const counts = new Map<string, { rule: string; rank: number; count: number }>();
  for (const { now, rank } of notices) {
    const rule = now?.rule ?? "alerts that are not stored any more";
    const id = JSON.stringify([rank, rule]);
    const group = counts.get(id) ?? { rule, rank, count: 0 };
    counts.set(id, { ...group, count: group.count + 1 });
  }
  return [...counts.values()]
    .sort((a, b) => b.rank - a.rank || b.count - a.count || compareCodePoints(a.rule, b.rule))
    .slice(0, MOST_GROUPS)
    .map(({ rule, rank, count }) => ({ rule, severity: severityOf(rank), count }));
}
