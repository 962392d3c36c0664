import { hashId } from "../alert-id.ts";
import type { AlertQuery } from "./stored-alert.ts";
import { TriageError } from "./triage-error.ts";

/** Where a page ended: the sort keys of its last alert, and its thread, which no two alerts share. */
export interface Place {
  readonly keys: readonly number[];
  readonly thread: string;
}

const LONGEST_CURSOR = 500;
const LONGEST_THREAD = 100;
const NONE = "this is no cursor of a list of alerts";

/** Opaque text for `AlertPage.next`. It goes with the query that it was made for. */
export function writeCursor(query: AlertQuery, { keys, thread }: Place): string {
  return Buffer.from(JSON.stringify([shapeOf(query), keys, thread])).toString("base64url");
}

/** Throws a TriageError for a text that is no cursor, or that of another list. `keys`: how many the sort has. */
export function readCursor(query: AlertQuery, cursor: string, keys: number): Place {
  const place = parse(cursor);
  if (place === null) throw new TriageError(NONE);
  // Before the keys: another order has another number of them.
  if (place.shape !== shapeOf(query)) {
    throw new TriageError("this cursor belongs to a list with other filters or another order: begin without one");
  }
  if (place.keys.length !== keys) throw new TriageError(NONE);
  return place;
}

/** Everything but the page's size. */
function shapeOf(query: AlertQuery): string {
  const { states, severity, rules, assignee, from, to, text, sort, descending } = query;
  const sorted = (words: readonly string[] | undefined) => (words === undefined ? null : [...words].sort());
  return hashId([
    ...[sorted(states), severity ?? null, sorted(rules), assignee === undefined ? [] : assignee],
    ...[from ?? null, to ?? null, text ?? null, sorted(query.with), sort, descending],
  ]).slice(0, 16);
}

function parse(cursor: string): (Place & { readonly shape: string }) | null {
  if (cursor.length > LONGEST_CURSOR || !/^[\w-]+$/.test(cursor)) return null;
  const value = parseJson(Buffer.from(cursor, "base64url").toString());
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [shape, keys, thread]: readonly unknown[] = value;
  if (typeof shape !== "string" || typeof thread !== "string" || thread.length > LONGEST_THREAD) return null;
  if (!Array.isArray(keys) || !keys.every((key) => Number.isSafeInteger(key))) return null;
  return { shape, keys: keys as readonly number[], thread };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
