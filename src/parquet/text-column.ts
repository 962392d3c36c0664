import type { ByteBuffer } from "./byte-buffer.ts";
import type { ChunkBody, Column, LeafType } from "./column.ts";
import { Interned } from "./interned.ts";
import { writeLevels } from "./levels.ts";
import { bitWidth, writeRuns } from "./runs.ts";

const NULL = -1;
/** Rows that there is room for at first: few files make small row groups. */
const FIRST_ROWS = 2048;
/** Values up to this length are compared with the row before first: many columns hardly change. */
const SHORT = 32;
/** Above this share of distinct values a dictionary costs more than it saves. */
const MOST_DISTINCT = 0.7;

/** Text of which each distinct value is held once; written with a dictionary when that pays. */
export class TextColumn implements Column {
  readonly name: string;
  readonly list = false;
  readonly compressible = true;
  readonly leaf: LeafType;
  readonly values = new Interned();
  /** By row; -1 for null. */
  #numbers = new Int32Array(FIRST_ROWS).fill(NULL);
  #present = 0;
  #last = NULL;

  constructor(name: string, converted: "UTF8" | "JSON") {
    this.name = name;
    this.leaf = { type: "BYTE_ARRAY", converted };
  }

  get held(): number {
    return this.values.plain.length;
  }

  /** Gives a row its value, once; a row without one is null. `hash`: the value's `valueHash`, when it is known. */
  set(row: number, bytes: Buffer, from: number, to: number, hash?: number): void {
    const last = this.#last;
    const same = last !== NULL && to - from <= SHORT && this.values.isValue(last, bytes, from, to);
    this.setNumber(row, same ? last : this.values.number(bytes, from, to, hash));
  }

  /** Gives a row a value that this column has numbered already, in this row group; -1 for null. */
  setNumber(row: number, number: number): void {
    if (number === NULL) return;
    if (row >= this.#numbers.length) this.#numbers = enlarged(this.#numbers, row);
    this.#numbers[row] = number;
    this.#last = number;
    this.#present++;
  }

  /** As `set`, with a text; undefined leaves the row null. */
  setText(row: number, text: string | undefined): void {
    if (text !== undefined) this.setNumber(row, this.values.numberOfText(text));
  }

  /** The number of a row's value; -1 for null. */
  numberOf(row: number): number {
    return this.#numbers[row] ?? NULL;
  }

  encode(page: ByteBuffer, rows: number): ChunkBody {
    const present = this.#writeLevels(page, rows);
    const body = { values: rows, nulls: rows - present.length, bounds: null };
    const { values } = this;
    if (values.count > present.length * MOST_DISTINCT) {
      this.#writePlain(page, present);
      return { ...body, dictionary: null };
    }
    const width = bitWidth(values.count - 1);
    page.byte(width);
    writeRuns(page, present, present.length, width);
    return { ...body, dictionary: { bytes: values.plain.view(), values: values.count } };
  }

  /** Writes the definition levels; the numbers of the rows that are not null. */
  #writeLevels(page: ByteBuffer, rows: number): Int32Array {
    const levels = new Uint8Array(rows);
    const present = new Int32Array(this.#present);
    let at = 0;
    for (let row = 0; row < rows; row++) {
      const number = this.#numbers[row] ?? NULL;
      if (number === NULL) continue;
      levels[row] = 1;
      present[at++] = number;
    }
    writeLevels(page, levels, rows, 1);
    return present;
  }

  #writePlain(page: ByteBuffer, present: Int32Array): void {
    if (present.length === this.values.count) {
      page.copy(this.values.plain.bytes, 0, this.values.plain.length);
      return;
    }
    for (const number of present) {
      const value = this.values.value(number);
      page.uint32(value.length);
      page.copy(value, 0, value.length);
    }
  }

  clear(): void {
    this.values.clear();
    this.#numbers.fill(NULL);
    this.#present = 0;
    this.#last = NULL;
  }
}

function enlarged(numbers: Int32Array, row: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(row + 1, numbers.length * 4)).fill(NULL);
  larger.set(numbers);
  return larger;
}
