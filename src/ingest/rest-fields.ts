import { RECORD_COLUMNS } from "../catalog/record/record-columns.ts";
import { ByteBuffer } from "../parquet/byte-buffer.ts";
import { CLOSE_OBJECT, COMMA, OPEN_OBJECT, QUOTE } from "./byte.ts";
import { KNOWN_KEYS, keyNumber } from "./known-keys.ts";
import type { RecordMembers } from "./record-members.ts";
import { MARKS } from "./record-scanner.ts";

const TIME = keyNumber("eventTime");
const ID = keyNumber("eventID");
const BOOLEANS: readonly number[] = ["readOnly", "managementEvent"].map(keyNumber);
const USUAL_TIME = /^"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.(?!000)\d{3})?Z"$/;
const LETTER_T = 0x74;
const LETTER_F = 0x66;

/** The text of the column `rest`: the members without a column of their own, and those that their column cannot give back. */
export class RestFields {
  readonly #text = new ByteBuffer(1024);

  /** The JSON text of the object, valid until the next call; null when there is nothing to put in. */
  write(members: RecordMembers, usual: boolean): Buffer | null {
    const odd = usual ? [] : oddMembers(members);
    if (members.restCount + odd.length === 0) return null;
    const own = members.rest.subarray(0, members.restCount);
    const all = odd.length === 0 ? own : [...own, ...odd].sort((a, b) => a - b);
    const text = this.#text;
    text.clear();
    for (const at of all) {
      text.byte(text.length === 0 ? OPEN_OBJECT : COMMA);
      text.copy(members.bytes, members.marks[at] as number, members.marks[at + 3] as number);
    }
    text.byte(CLOSE_OBJECT);
    return text.view();
  }
}

/** Marks of the members whose value a typed column changes: a list as text, a text for a boolean, a time in another zone or precision. */
function oddMembers(members: RecordMembers): number[] {
  const odd: number[] = [];
  for (let at = 0; at < members.count * MARKS; at += MARKS) {
    const key = members.marks[at + 4] as number;
    if (key !== -1 && isOdd(members, key)) odd.push(at);
  }
  return odd;
}

function isOdd(members: RecordMembers, key: number): boolean {
  if (RECORD_COLUMNS[KNOWN_KEYS[key] ?? ""] === "JSON" || !members.has(key)) return false;
  const from = members.from[key] as number;
  const to = members.to[key] as number;
  const first = members.bytes[from];
  if (BOOLEANS.includes(key)) return first !== LETTER_T && first !== LETTER_F;
  if (first !== QUOTE) return true;
  if (key === TIME) return !USUAL_TIME.test(String.fromCharCode(...members.bytes.subarray(from, to)));
  return key === ID && to - from === 2;
}
