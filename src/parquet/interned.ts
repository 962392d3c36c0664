import { ByteBuffer } from "./byte-buffer.ts";
import { fourBytes, valueHash } from "./value-hash.ts";

/** Slots that are looked at for a value: hostile values with one hash must not make every insertion slow. */
const MOST_PROBES = 32;
const FIRST_SLOTS = 256;
/** From this length on a native comparison is faster than a loop. */
const LONG = 64;

/** Distinct byte strings, numbered in the order of their first appearance. A value may get a second number after many collisions of hashes. */
export class Interned {
  /** The values as Parquet's PLAIN encoding has them: length, then bytes. */
  readonly plain = new ByteBuffer(4096);
  count = 0;
  #starts = new Int32Array(FIRST_SLOTS);
  #hashes = new Int32Array(FIRST_SLOTS);
  /** Number of a value plus one; 0 is free. */
  #slots = new Int32Array(FIRST_SLOTS * 2);

  /** The number of the value `bytes[from, to)`; `hash` is its `valueHash`. */
  number(bytes: Buffer, from: number, to: number, hash = valueHash(bytes, from, to)): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let probe = 0; probe < MOST_PROBES; probe++) {
      const entry = this.#slots[slot] as number;
      if (entry === 0) return this.#insert(bytes, from, to, hash, slot);
      if (this.#hashes[entry - 1] === hash && this.isValue(entry - 1, bytes, from, to)) return entry - 1;
      slot = (slot + 1) & mask;
    }
    return this.#append(bytes, from, to, hash);
  }

  numberOfText(text: string): number {
    const bytes = Buffer.from(text);
    return this.number(bytes, 0, bytes.length);
  }

  isValue(number: number, bytes: Buffer, from: number, to: number): boolean {
    const start = this.#starts[number] as number;
    const mine = this.plain.bytes;
    const length = to - from;
    if (fourBytes(mine, start - 4) !== length) return false;
    if (length >= LONG) return mine.compare(bytes, from, to, start, start + length) === 0;
    for (let i = 0; i < length; i++) if (mine[start + i] !== bytes[from + i]) return false;
    return true;
  }

  /** A view that is valid until the next value is added. */
  value(number: number): Buffer {
    const start = this.#starts[number] as number;
    return this.plain.bytes.subarray(start, start + fourBytes(this.plain.bytes, start - 4));
  }

  clear(): void {
    this.plain.clear();
    this.count = 0;
    this.#slots.fill(0);
  }

  #insert(bytes: Buffer, from: number, to: number, hash: number, slot: number): number {
    const number = this.#append(bytes, from, to, hash);
    this.#slots[slot] = number + 1;
    if (this.count * 2 > this.#slots.length) this.#grow();
    return number;
  }

  #append(bytes: Buffer, from: number, to: number, hash: number): number {
    const number = this.count++;
    if (number >= this.#starts.length) {
      this.#starts = enlarged(this.#starts);
      this.#hashes = enlarged(this.#hashes);
    }
    this.plain.uint32(to - from);
    this.#starts[number] = this.plain.length;
    this.#hashes[number] = hash;
    this.plain.copy(bytes, from, to);
    return number;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let number = 0; number < this.count; number++) {
      let slot = (this.#hashes[number] as number) & mask;
      for (let probe = 0; probe < MOST_PROBES && slots[slot] !== 0; probe++) slot = (slot + 1) & mask;
      if (slots[slot] === 0) slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

function enlarged(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
