import { column } from "../catalog/columns.ts";
import { toDocument } from "../catalog/document.ts";
import { parseRecord } from "../catalog/parse-record.ts";
import type { TimeRange } from "../detect/detection.ts";
import { matching } from "../detect/plans.ts";
import type { Predicate } from "../ir/expr.ts";
import type { BetweenPlan, FilterPlan, Plan, Row, RunPlan, SelectColumn } from "../ir/plan.ts";
import type { VocabularyName } from "../ir/vocabulary.ts";
import { recordText } from "../lake/record-text.ts";
import type { JsonObject } from "../util/json.ts";
import { withIds } from "./with-ids.ts";

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
  const { limit } = search;
  if (limit !== null && limit <= 0) return;
  const found = limit !== null && limit <= MOST_LOOKED_UP ? lookedUp(search, limit, rows) : rows(sorted(search));
  for await (const row of found) {
    const record = recordText(row);
    const enrichment = { source: infoOf(row, "source_info"), agent: infoOf(row, "agent_info") };
    yield { record, document: toDocument(parseRecord(record), search.as, enrichment) };
  }
}

/** Of a list of ids that long it is still quick to find the events. */
const MOST_LOOKED_UP = 2_000;

/**
 * Which events they are is found first, whole records are read for those alone: to sort all of them takes ten times as long when
 * many satisfy the search.
 */
async function* lookedUp(search: EventSearch, limit: number, rows: RunPlan): AsyncGenerator<Row> {
  const found: FoundPlace[] = [];
  for (const piece of piecesOf(search)) {
    for await (const row of rows(firstPlan(piece, limit - found.length))) found.push(placeOf(row));
    if (found.length === limit) break;
  }
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return;
  const ids = [...new Set(found.map(({ id }) => id))];
  const within = matching(withIds(ids), first.time, last.time + 1);
  const wanted = new Set(found.map(({ key }) => key));
  for await (const row of rows({ kind: "sort", input: within, by: BY_EVENT })) {
    if (wanted.has(JSON.stringify([row["event_id"], row["account"]]))) yield row;
  }
}

interface FoundPlace {
  /** Epoch ms. */
  readonly time: number;
  readonly id: string;
  /** Of the event among those with its time. */
  readonly key: string;
}

function placeOf(row: Row): FoundPlace {
  const id = String(row["id"]);
  return { time: Number(row["time"]), id, key: JSON.stringify([row["id"], row["account"]]) };
}

/** What many events satisfy is found in the first of these. */
const FIRST_SHARE = 1 / 16;

/** The search over the beginning of its time, and over what follows. */
function piecesOf(search: EventSearch): readonly EventSearch[] {
  const { from, to } = search.range;
  if (from === null || to === null || search.predicate === null) return [search];
  const middle = from + Math.ceil((to - from) * FIRST_SHARE);
  return [
    { ...search, range: { from, to: middle } },
    { ...search, range: { from: middle, to } },
  ];
}

const BY_EVENT = ["event_time", "event_id", "account"];

function firstPlan(search: EventSearch, limit: number): Plan {
  const columns: readonly SelectColumn[] = [
    { name: "time", shape: "time" },
    { name: "id", shape: "scalar", value: column("event_id") },
    { name: "account", shape: "scalar", value: column("account") },
  ];
  const input = { kind: "select", input: foundBy(search), columns } as const;
  return { kind: "sort", input, by: ["time", "id", "account"], most: limit };
}

function sorted(search: EventSearch): Plan {
  const sort = { kind: "sort", input: foundBy(search), by: BY_EVENT } as const;
  return search.limit === null ? sort : { ...sort, most: search.limit };
}

function foundBy({ range, predicate }: EventSearch): FilterPlan | BetweenPlan {
  const between = { kind: "between", input: { kind: "events" }, from: range.from, to: range.to } as const;
  return predicate === null ? between : { kind: "filter", input: between, predicate };
}

function infoOf(row: Row, column: string): JsonObject | null {
  const text = row[column];
  return typeof text === "string" ? (JSON.parse(text) as JsonObject) : null;
}
