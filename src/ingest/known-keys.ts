import { RECORD_COLUMNS } from "../catalog/record/record-columns.ts";

/** The fields of a record with columns of their own; a number below is an index into it. */
export const KNOWN_KEYS: readonly string[] = Object.keys(RECORD_COLUMNS);
const BYTES = KNOWN_KEYS.map((key) => new TextEncoder().encode(key));
const SLOTS = 1024;

/** The place of a key among the known ones. Throws for one that is not. */
export function keyNumber(key: string): number {
  const number = KNOWN_KEYS.indexOf(key);
  if (number === -1) throw new Error(`bug: ${key} has no column`);
  return number;
}

const TABLE = new Int16Array(SLOTS).fill(-1);
for (const [number, bytes] of BYTES.entries()) {
  let slot = slotOf(bytes, 0, bytes.length);
  while (TABLE[slot] !== -1) slot = (slot + 1) % SLOTS;
  TABLE[slot] = number;
}

function slotOf(bytes: Uint8Array, from: number, to: number): number {
  const middle = bytes[(from + to) >> 1] as number;
  return ((to - from) * 37 + (bytes[from] as number) * 11 + middle * 5 + (bytes[to - 1] as number)) % SLOTS;
}

/** The number of the key `bytes[from, to)`, without its quotes; -1 when it has no column. An escaped spelling is not recognised. */
export function findKey(bytes: Uint8Array, from: number, to: number): number {
  if (from === to) return -1;
  let slot = slotOf(bytes, from, to);
  for (;;) {
    const number = TABLE[slot] as number;
    if (number === -1 || isKey(number, bytes, from, to)) return number;
    slot = (slot + 1) % SLOTS;
  }
}

function isKey(number: number, bytes: Uint8Array, from: number, to: number): boolean {
  const key = BYTES[number] as Uint8Array;
  if (key.length !== to - from) return false;
  for (let i = 0; i < key.length; i++) if (key[i] !== bytes[from + i]) return false;
  return true;
}
