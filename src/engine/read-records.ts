import type { Plan, RunPlan } from "../ir/plan.ts";
import { recordText } from "../lake/record-text.ts";
import type { JsonObject } from "../util/json.ts";
import { withIds } from "./with-ids.ts";

/**
 * The raw CloudTrail records of these events, by event id; of an id that several accounts have, the first account's.
 * Meant for some thousands at a time.
 */
export async function readRecords(ids: readonly string[], rows: RunPlan): Promise<ReadonlyMap<string, JsonObject>> {
  const records = new Map<string, JsonObject>();
  if (ids.length === 0) return records;
  const found = { kind: "filter", input: { kind: "events" }, predicate: withIds([...new Set(ids)]) } as const;
  const plan: Plan = { kind: "sort", input: found, by: ["event_id", "account"] };
  for await (const row of rows(plan)) {
    const id = String(row["event_id"]);
    if (!records.has(id)) records.set(id, JSON.parse(recordText(row)) as JsonObject);
  }
  return records;
}
