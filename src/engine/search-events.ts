import { toDocument } from "../catalog/document.ts";
import { parseRecord } from "../catalog/parse-record.ts";
import type { TimeRange } from "../detect/detection.ts";
import type { Predicate } from "../ir/expr.ts";
import type { Plan, Row, RunPlan } from "../ir/plan.ts";
import type { VocabularyName } from "../ir/vocabulary.ts";
import { recordText } from "../lake/record-text.ts";
import type { JsonObject } from "../util/json.ts";

export interface EventSearch {
  readonly as: VocabularyName;
  /** Null: every event. */
  readonly predicate: Predicate | null;
  readonly range: TimeRange;
  /** Null: all. */
  readonly limit: number | null;
}

export interface FoundEvent {
  /** The record as it was delivered, JSON. */
  readonly record: string;
  readonly document: JsonObject;
}

/** The stored events that a search finds, by (time, id, account). */
export async function* searchEvents(search: EventSearch, rows: RunPlan): AsyncGenerator<FoundEvent> {
  let left = search.limit ?? Number.POSITIVE_INFINITY;
  if (left <= 0) return;
  for await (const row of rows(planOf(search))) {
    const record = recordText(row);
    const enrichment = { source: infoOf(row, "source_info"), agent: infoOf(row, "agent_info") };
    yield { record, document: toDocument(parseRecord(record), search.as, enrichment) };
    left -= 1;
    if (left <= 0) return;
  }
}

function infoOf(row: Row, column: string): JsonObject | null {
  const text = row[column];
  return typeof text === "string" ? (JSON.parse(text) as JsonObject) : null;
}

function planOf({ range, predicate }: EventSearch): Plan {
  const between = { kind: "between", input: { kind: "events" }, from: range.from, to: range.to } as const;
  const filtered = predicate === null ? between : ({ kind: "filter", input: between, predicate } as const);
  return { kind: "sort", input: filtered, by: ["event_time", "event_id", "account"] };
}
