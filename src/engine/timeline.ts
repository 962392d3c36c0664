import { column } from "../catalog/columns.ts";
import type { Predicate } from "../ir/expr.ts";
import type { Plan, RunPlan } from "../ir/plan.ts";
import { nowhere } from "../source/span.ts";
import { HOUR } from "../util/duration.ts";

/** One call that an identity made, for the timeline around an alert. */
export interface TimelineEvent {
  readonly time: number;
  readonly id: string;
  readonly source: string | null;
  readonly name: string | null;
  readonly outcome: string | null;
  readonly address: string | null;
  readonly region: string | null;
  readonly secrets: readonly string[];
}

export interface Timeline {
  readonly actor: string;
  /** Epoch ms, `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly total: number;
  /** The MOST_TIMELINE_EVENTS nearest to the alert, by (time, id). */
  readonly events: readonly TimelineEvent[];
}

const AROUND = 6 * HOUR;
const MOST_TIMELINE_EVENTS = 200;
/** While reading: a busy role makes millions of calls in a day. */
const MOST_HELD = 10_000;

/** What the identity behind an alert did from six hours before its first event to six hours after its last. */
export async function readTimeline(
  actor: string,
  around: { readonly first: number; readonly last: number },
  rows: RunPlan,
): Promise<Timeline> {
  const [from, to] = [around.first - AROUND, around.last + AROUND];
  let events: TimelineEvent[] = [];
  let total = 0;
  for await (const row of rows(timelinePlan(actor, from, to))) {
    events.push({
      time: Number(row["time"]),
      id: String(row["event_id"]),
      source: textOrNull(row["source"]),
      name: textOrNull(row["name"]),
      outcome: textOrNull(row["outcome"]),
      address: textOrNull(row["address"]),
      region: textOrNull(row["region"]),
      secrets: row["secrets"] as readonly string[],
    });
    total += 1;
    if (events.length >= MOST_HELD) events = nearest(events, around);
  }
  return { actor, from, to, total, events: nearest(events, around) };
}

function textOrNull(cell: unknown): string | null {
  return typeof cell === "string" ? cell : null;
}

function nearest(events: TimelineEvent[], around: { first: number; last: number }): TimelineEvent[] {
  if (events.length <= MOST_TIMELINE_EVENTS) return events;
  const distance = ({ time }: TimelineEvent): number => Math.max(around.first - time, time - around.last, 0);
  const chosen = [...events].sort((a, b) => distance(a) - distance(b)).slice(0, MOST_TIMELINE_EVENTS);
  return chosen.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
}

function timelinePlan(actor: string, from: number, to: number): Plan {
  const predicate: Predicate = {
    kind: "equals",
    field: { name: "actor", type: "text", value: column("actor"), span: nowhere },
    texts: [actor],
    as: "text",
    ignoreCase: false,
    span: nowhere,
  };
  return {
    kind: "sort",
    input: {
      kind: "select",
      input: { kind: "filter", input: { kind: "between", input: { kind: "events" }, from, to }, predicate },
      columns: [
        { name: "time", shape: "time" },
        { name: "event_id", shape: "scalar", value: column("event_id") },
        { name: "source", shape: "scalar", value: column("event_source") },
        { name: "name", shape: "scalar", value: column("event_name") },
        { name: "outcome", shape: "scalar", value: column("outcome") },
        { name: "address", shape: "scalar", value: column("source_address") },
        { name: "region", shape: "scalar", value: column("aws_region") },
        { name: "secrets", shape: "list", value: column("secrets") },
      ],
    },
    by: ["time", "event_id"],
  };
}
