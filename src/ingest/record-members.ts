import { RECORD_COLUMNS } from "../catalog/record/record-columns.ts";
import { BACKSLASH, QUOTE } from "./byte.ts";
import { KNOWN_KEYS, keyNumber } from "./known-keys.ts";
import { MARKS, type RecordScanner } from "./record-scanner.ts";

/** More fields without a column of their own go the long way: they are compared with each other. */
const MOST_REST = 16;
const NULL_LENGTH = 4;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
const LETTER_F = 0x66;

const ANYTHING = 0;
const TEXT = 1;
const TRUTH = 2;
/** What the value of each known field is in a record as CloudTrail writes it. */
const USUAL_KIND = Uint8Array.from(KNOWN_KEYS, (key) => (RECORD_COLUMNS[key] === "JSON" ? ANYTHING : TEXT));
USUAL_KIND[keyNumber("readOnly")] = TRUTH;
USUAL_KIND[keyNumber("managementEvent")] = TRUTH;

/** The members of one record, sorted: where the value of each known field lies, and which members have no column. Offsets into `bytes`. */
export class RecordMembers {
  bytes: Buffer = Buffer.alloc(0);
  /** Bytes of the record's text as it came. */
  size = 0;
  /** By number of the key: 0 when the record lacks it. */
  readonly from = new Int32Array(KNOWN_KEYS.length);
  readonly to = new Int32Array(KNOWN_KEYS.length);
  /** Numbers of the keys that the record has and that are not null, in its order. */
  readonly known = new Int32Array(KNOWN_KEYS.length);
  knownCount = 0;
  /** By number of the key: the `valueHash` of the value, of a string without its quotes. */
  readonly hashes = new Int32Array(KNOWN_KEYS.length);
  /** Where in the marks those of the other members begin. */
  readonly rest: Int32Array;
  restCount = 0;
  /** Of all members. */
  count = 0;
  /** Of all members, MARKS numbers each; see RecordScanner. */
  marks: Int32Array = new Int32Array(0);
  /** Some string of the record holds an escape. */
  escapes = false;
  /** Some known field has a value of another kind than it usually has. */
  odd = false;

  constructor(mostMembers: number) {
    this.rest = new Int32Array(mostMembers);
  }

  /**
   * Of text without spaces between tokens. `clean`: no key comes twice, and none with a column is spelt with an escape.
   * Otherwise returns false when that may be so.
   */
  sort(bytes: Buffer, scanner: RecordScanner, clean: boolean): boolean {
    this.bytes = bytes;
    this.escapes = scanner.escapes;
    this.marks = scanner.marks;
    this.count = scanner.members;
    this.restCount = 0;
    this.knownCount = 0;
    this.odd = false;
    this.from.fill(0);
    const { marks, from, to } = this;
    const end = scanner.members * MARKS;
    for (let at = 0; at < end; at += MARKS) {
      const key = marks[at + 4] as number;
      if (key === -1) {
        if (!clean && this.escapes && hasBackslash(bytes, marks[at] as number, marks[at + 1] as number)) return false;
        this.rest[this.restCount++] = at;
        continue;
      }
      if (from[key] !== 0) return false;
      from[key] = marks[at + 2] as number;
      to[key] = marks[at + 3] as number;
      this.hashes[key] = marks[at + 5] as number;
      this.#note(key, bytes[marks[at + 2] as number] as number);
    }
    return clean || (this.restCount <= MOST_REST && !this.#repeatsInRest());
  }

  #note(key: number, first: number): void {
    // JSON: nothing but null begins with an n
    if (first === LETTER_N) return;
    this.known[this.knownCount++] = key;
    const kind = USUAL_KIND[key];
    if (kind === TEXT) this.odd ||= first !== QUOTE;
    else if (kind === TRUTH) this.odd ||= first !== LETTER_T && first !== LETTER_F;
  }

  /** The record has the field and it is not null. */
  has(key: number): boolean {
    const from = this.from[key] as number;
    return from !== 0 && !((this.to[key] as number) - from === NULL_LENGTH && this.bytes[from] === LETTER_N);
  }

  #repeatsInRest(): boolean {
    for (let i = 1; i < this.restCount; i++) {
      for (let j = 0; j < i; j++) {
        if (this.#sameKey(this.rest[i] as number, this.rest[j] as number)) return true;
      }
    }
    return false;
  }

  #sameKey(a: number, b: number): boolean {
    const { bytes, marks } = this;
    const [from, to, other] = [marks[a] as number, marks[a + 1] as number, marks[b] as number];
    if (to - from !== (marks[b + 1] as number) - other) return false;
    for (let i = 0; i < to - from; i++) if (bytes[from + i] !== bytes[other + i]) return false;
    return true;
  }
}

function hasBackslash(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}
