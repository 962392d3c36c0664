import { RECORD_COLUMNS } from "../catalog/record/record-columns.ts";
import type { JsonObject } from "../util/json.ts";
import { isRecordKey } from "./record-keys.ts";

/** A stretch of a record's text: whole members with their keys, or the value of one whose key is given. */
export interface Member {
  readonly from: number;
  readonly to: number;
  /** Written anew, since the record spells it with escapes. */
  readonly key?: string;
}

export interface Members {
  /** Members with a column; neighbours are one stretch. */
  readonly known: readonly Member[];
  readonly rest: readonly Member[];
}

const BOOLEANS: ReadonlySet<string> = new Set(["readOnly", "managementEvent"]);
const USUAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.(?!000)\d{3})?Z$/;

/**
 * Whether a typed column cannot give the value back as it was: a list where text is usual, a text for a boolean, a time in
 * another zone or precision. Such a member also goes to the rest, from where it is shown.
 */
function isOdd(key: string, value: unknown): boolean {
  if (!isRecordKey(key) || RECORD_COLUMNS[key] === "JSON" || value === null) return false;
  if (BOOLEANS.has(key)) return typeof value !== "boolean";
  if (typeof value !== "string") return true;
  return key === "eventTime" ? !USUAL_TIME.test(value) : key === "eventID" && value === "";
}

/** Sorts the members of a record's text into those with columns of their own and the rest; of equal keys the last one counts. */
export function membersOf(bytes: Uint8Array, marks: readonly number[], record: JsonObject): Members {
  const keys = Object.keys(record);
  const odd = keys.filter((key) => isOdd(key, record[key]));
  if (odd.length === 0 && isPlain(keys, marks)) return sortPlain(keys, marks);
  return sortDecoded(bytes, marks, new Set(odd));
}

/** Whether the parsed keys are the text's keys in order: no key twice, none escaped, none like an array index (V8 puts those first). */
function isPlain(keys: readonly string[], marks: readonly number[]): boolean {
  if (keys.length * 4 !== marks.length) return false;
  return keys.every((key, i) => {
    const first = key.charCodeAt(0);
    return (marks[i * 4 + 1] ?? 0) - (marks[i * 4] ?? 0) === key.length + 2 && !(first >= 0x30 && first <= 0x39);
  });
}

function sortPlain(keys: readonly string[], marks: readonly number[]): Members {
  const known: Member[] = [];
  const rest: Member[] = [];
  let begin = -1;
  for (let i = 0; i <= keys.length; i++) {
    const from = marks[i * 4] ?? 0;
    const isKnown = isRecordKey(keys[i] ?? "");
    if (isKnown && begin === -1) begin = from;
    if (!isKnown && begin !== -1) {
      known.push({ from: begin, to: marks[i * 4 - 1] ?? 0 });
      begin = -1;
    }
    if (!isKnown && i < keys.length) rest.push({ from, to: marks[i * 4 + 3] ?? 0 });
  }
  return { known, rest };
}

function sortDecoded(bytes: Uint8Array, marks: readonly number[], odd: ReadonlySet<string>): Members {
  const known = new Map<string, Member>();
  const rest = new Map<string, Member>();
  for (let i = 0; i < marks.length; i += 4) {
    const [keyFrom = 0, keyTo = 0, from = 0, to = 0] = marks.slice(i, i + 4);
    const key = String(JSON.parse(Buffer.from(bytes.subarray(keyFrom, keyTo)).toString("utf8")));
    if (isRecordKey(key)) known.set(key, { key, from, to });
    if (!isRecordKey(key)) rest.set(key, { from: keyFrom, to });
    else if (odd.has(key)) rest.set(key, { key, from, to });
  }
  return { known: [...known.values()], rest: [...rest.values()] };
}
