import type { Plan, RunPlan } from "../ir/plan.ts";
import { recordText } from "../lake/record-text.ts";
import type { JsonObject } from "../util/json.ts";
import { withIds } from "./with-ids.ts";

/**
 * The raw CloudTrail records of these events, by event id; of an id that several accounts have, the first account's.
 * Meant for some thousands at a time. `within`: epoch ms of the earliest and latest of them, so that a long lake is not searched.
 */
export async function readRecords(
  ids: readonly string[],
  rows: RunPlan,
  within: { readonly first: number; readonly last: number } | null = null,
): Promise<ReadonlyMap<string, JsonObject>> {
  const records = new Map<string, JsonObject>();
  if (ids.length === 0) return records;
  const [from, to] = within === null ? [null, null] : [within.first, within.last + 1];
  const events = { kind: "between", input: { kind: "events" }, from, to } as const;
  const found = { kind: "filter", input: events, predicate: withIds([...new Set(ids)]) } as const;
  const plan: Plan = { kind: "sort", input: found, by: ["event_id", "account"] };
  for await (const row of rows(plan)) {
    const id = String(row["event_id"]);
    if (!records.has(id)) records.set(id, JSON.parse(recordText(row)) as JsonObject);
  }
  return records;
}
