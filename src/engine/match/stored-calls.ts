import { column } from "../../catalog/columns.ts";
import { KEY_COLUMNS } from "../../ir/implied-keys.ts";
import type { Plan, RunPlan } from "../../ir/plan.ts";

/** A call that occurs in the stored events: its source and name, null when missing, and how many events there are. */
export interface StoredCall {
  readonly source: string | null;
  readonly name: string | null;
  readonly events: number;
}

/** Every call of the events from `from` on (epoch ms, null: all); null when there are more than `most` different ones. */
export async function readStoredCalls(
  rows: RunPlan,
  from: number | null,
  most: number,
): Promise<readonly StoredCall[] | null> {
  const calls: StoredCall[] = [];
  for await (const row of rows(callsPlan(from))) {
    if (calls.length === most) return null;
    calls.push({ source: textOrNull(row["source"]), name: textOrNull(row["name"]), events: Number(row["events"]) });
  }
  return calls;
}

/** The events of these calls, each call once. */
export function countEvents(calls: Iterable<StoredCall>): number {
  let events = 0;
  for (const call of new Set(calls)) events += call.events;
  return events;
}

function textOrNull(cell: unknown): string | null {
  return typeof cell === "string" ? cell : null;
}

function callsPlan(from: number | null): Plan {
  return {
    kind: "aggregate",
    input: {
      kind: "select",
      input: { kind: "between", input: { kind: "events" }, from, to: null },
      columns: [
        { name: "source", shape: "scalar", value: column(KEY_COLUMNS.source) },
        { name: "name", shape: "scalar", value: column(KEY_COLUMNS.name) },
      ],
    },
    by: ["source", "name"],
    measures: [{ name: "events", fn: "count" }],
  };
}
