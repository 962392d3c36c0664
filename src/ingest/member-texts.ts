import { parseRaw } from "../catalog/parse-record.ts";
import type { RawObject, RawValue } from "../catalog/record/raw-value.ts";
import type { TextColumn } from "../parquet/text-column.ts";
import type { UniqueTextColumn } from "../parquet/unique-text-column.ts";
import { BACKSLASH, QUOTE } from "./byte.ts";
import { KNOWN_KEYS } from "./known-keys.ts";
import type { RecordMembers } from "./record-members.ts";

/** Gives a row the value of a field that the record has: a string without its quotes and escapes, anything else as JSON text. */
export function setMember(
  column: TextColumn | UniqueTextColumn,
  row: number,
  { bytes, from, to, escapes, hashes }: RecordMembers,
  key: number,
): void {
  const start = from[key] as number;
  const end = to[key] as number;
  if (bytes[start] !== QUOTE) column.set(row, bytes, start, end, hashes[key]);
  else if (column.leaf.converted === "JSON") column.set(row, bytes, start, end);
  else if (!escapes || !hasEscape(bytes, start, end)) column.set(row, bytes, start + 1, end - 1, hashes[key]);
  else {
    const text = Buffer.from(JSON.parse(bytes.toString("utf8", start, end)));
    column.set(row, text, 0, text.length);
  }
}

/** The parsed value of a known field; undefined when the record lacks it. */
export function memberValue({ bytes, from, to }: RecordMembers, key: number): RawValue | undefined {
  return from[key] === 0 ? undefined : parseRaw(bytes.toString("utf8", from[key], to[key]));
}

/** A record of these fields alone, for derivations that need no others. */
export function partialRecord(members: RecordMembers, keys: readonly number[]): RawObject {
  const entries = keys.map((key) => [KNOWN_KEYS[key], memberValue(members, key)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as RawObject;
}

function hasEscape(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}
