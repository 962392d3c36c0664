import { isUtf8 } from "node:buffer";
import { QUOTE } from "./byte.ts";
import { canonicalText } from "./canonical-text.ts";
import { findKey } from "./known-keys.ts";
import type { SplitLimits } from "./read-options.ts";
import { RecordMembers } from "./record-members.ts";
import { RecordScanner } from "./record-scanner.ts";
import { repairSurrogates } from "./repair-surrogates.ts";
import { isUsualRecord } from "./usual-record.ts";

/** A record of CloudTrail has about 30 members; one with more goes the long way. */
const MOST_MEMBERS = 64;
/** Longer than any field's name. */
const LONGEST_KEY = 40;

/**
 * The short way for records as CloudTrail writes them: checked and taken apart in one pass over the bytes. What it reads is what
 * ValueScanner, JSON.parse and checkRecord would make of the same bytes; whatever it cannot prove that of, it leaves to them.
 */
export class UsualRecords {
  /** Of the last record that was read. */
  readonly members = new RecordMembers(MOST_MEMBERS);
  readonly #scanner: RecordScanner;
  /** For records that are spelt otherwise than usual. */
  readonly #respelt: RecordScanner;
  readonly #limits: SplitLimits;

  constructor(limits: SplitLimits) {
    this.#limits = limits;
    this.#scanner = new RecordScanner(limits.maxDepth, MOST_MEMBERS);
    this.#respelt = new RecordScanner(limits.maxDepth, MOST_MEMBERS);
  }

  /** The bytes that `read` will be given. */
  load(bytes: Buffer): void {
    this.#scanner.load(bytes);
  }

  /** The offset behind the record that begins at `from`, or -1. `isText`: the bytes are known to be UTF-8. `alone`: not in a list, so that an envelope may begin here. */
  read(bytes: Buffer, from: number, isText: boolean, alone: boolean): number {
    if (alone && !beginsRecord(bytes, from)) return -1;
    const end = this.#scanner.scan(from);
    if (end === -1 || end - from > this.#limits.maxRecordBytes) return -1;
    if (!isText && !isUtf8(bytes.subarray(from, end))) return -1;
    if (!this.#sort(bytes, from, end) || !isUsualRecord(this.members)) return -1;
    this.members.size = end - from;
    return end;
  }

  #sort(bytes: Buffer, from: number, end: number): boolean {
    const scanner = this.#scanner;
    if (!scanner.spaces && !scanner.needlessEscapes) return this.members.sort(bytes, scanner, false);
    if (scanner.needlessEscapes && repairSurrogates(bytes.subarray(from, end)) !== null) return false;
    const text = canonicalText(bytes, from, end);
    const respelt = this.#respelt;
    respelt.load(text);
    return respelt.scan(0) === text.length && this.members.sort(text, respelt, false);
  }
}

/** Whether the first key after `{` is a field of a record: an envelope's is not. */
function beginsRecord(bytes: Uint8Array, brace: number): boolean {
  if (bytes[brace + 1] !== QUOTE) return false;
  const from = brace + 2;
  let to = from;
  while (to - from < LONGEST_KEY && to < bytes.length && bytes[to] !== QUOTE) to++;
  return findKey(bytes, from, to) !== -1;
}
