import type { Alert } from "../alert/alert.ts";
import { readTimeline } from "../engine/timeline.ts";
import type { RunPlan } from "../ir/plan.ts";
import type { ReportedTimeline } from "../report/html/report-data.ts";

/** Rows that the timelines of one report may read together: some seconds. */
const MOST_ROWS = 2_000_000;

/** What the actor did around an alert. Ask for the most important alerts first: very busy actors use the allowance up. */
export function timelineReader(rows: RunPlan): (actor: string | null, alert: Alert) => Promise<ReportedTimeline> {
  const known = new Map<string, ReportedTimeline>();
  let left = MOST_ROWS;
  return async (actor, { events }) => {
    if (actor === null) return none("The alert stands for events without an identity of their own.");
    const key = JSON.stringify([actor, events.first, events.last]);
    const before = known.get(key);
    if (before !== undefined) return before;
    if (left <= 0)
      return none("Not read: the identities of more severe alerts made too many calls. The searches show them.");
    const around = { first: Date.parse(events.first), last: Date.parse(events.last) };
    const timeline = await readTimeline(actor, around, rows);
    left -= timeline.total;
    const read = { kind: "read", timeline } as const;
    known.set(key, read);
    return read;
  };
}

function none(reason: string): ReportedTimeline {
  return { kind: "none", reason };
}
