import { COLON, isSpace, LINE_FEED, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "./byte.ts";
import { KNOWN_KEYS } from "./known-keys.ts";

/** First keys, beyond the fields of a record, of what may stand where a record is expected. */
const WRAPPER_KEYS: ReadonlySet<string> = new Set([
  "Records",
  "Events",
  "logEvents",
  "events",
  "messageType",
  "EventId",
  "CloudTrailEvent",
  "detail-type",
]);
const RECORD_KEYS: ReadonlySet<string> = new Set(KNOWN_KEYS);
const LONGEST_KEY = 32;
const MOST_SPACES = 64;

/** How many bytes before a `{` and after it the search looks at. */
export const BOUNDARY_LOOKBACK = MOST_SPACES + 1;
const BOUNDARY_LOOKAHEAD = MOST_SPACES + LONGEST_KEY + 3;

export interface BoundarySearch {
  /** Offset of a `{` that begins a record, or -1. */
  readonly at: number;
  /** Without a find: where to go on when more bytes are there. */
  readonly next: number;
}

/**
 * The first place at or after `from` where a record evidently begins although the structure before it is lost: a `{` at
 * the start of a line, or one followed by a key that records or their wrappers begin with and that is not
 * the value of another key or the first element of an array. `last`: no more bytes will come.
 */
export function findBoundary(bytes: Uint8Array, from: number, last: boolean): BoundarySearch {
  const end = bytes.length;
  let at = bytes.indexOf(OPEN_OBJECT, from);
  while (at !== -1) {
    if (bytes[at - 1] === LINE_FEED) return { at, next: at };
    if (!last && at + BOUNDARY_LOOKAHEAD > end) return { at: -1, next: at };
    if (beginsRecord(bytes, at)) return { at, next: at };
    at = bytes.indexOf(OPEN_OBJECT, at + 1);
  }
  return { at: -1, next: end };
}

function beginsRecord(bytes: Uint8Array, brace: number): boolean {
  const key = firstKey(bytes, brace + 1);
  if (key === undefined || !(RECORD_KEYS.has(key) || WRAPPER_KEYS.has(key))) return false;
  let before = brace - 1;
  while (before >= 0 && brace - before < BOUNDARY_LOOKBACK && isSpace(bytes[before])) before--;
  return bytes[before] !== COLON && bytes[before] !== OPEN_ARRAY;
}

function firstKey(bytes: Uint8Array, from: number): string | undefined {
  let at = from;
  while (at - from < MOST_SPACES && isSpace(bytes[at])) at++;
  if (bytes[at] !== QUOTE) return undefined;
  const close = bytes.subarray(at + 1, at + 2 + LONGEST_KEY).indexOf(QUOTE);
  return close === -1 ? undefined : String.fromCharCode(...bytes.subarray(at + 1, at + 1 + close));
}
