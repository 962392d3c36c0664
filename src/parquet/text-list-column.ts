import type { ByteBuffer } from "./byte-buffer.ts";
import type { ChunkBody, Column, LeafType } from "./column.ts";
import { Interned } from "./interned.ts";
import { writeLevels } from "./levels.ts";
import { bitWidth, writeRuns } from "./runs.ts";

/** Definition levels of `optional list (repeated list (optional element))`: 0 null, 1 empty, 2 null element, 3 an element. */
const EMPTY = 1;
const ELEMENT = 3;
const LEVEL_BITS = 2;

/** Lists of texts; never null. */
export class TextListColumn implements Column {
  readonly name: string;
  readonly list = true;
  readonly compressible = true;
  readonly leaf: LeafType = { type: "BYTE_ARRAY", converted: "UTF8" };
  readonly values = new Interned();
  #definitions: number[] = [];
  #repetitions: number[] = [];
  #numbers: number[] = [];

  constructor(name: string) {
    this.name = name;
  }

  get held(): number {
    return this.values.plain.length;
  }

  /** The next row: the numbers of its elements in `values`. */
  add(numbers: readonly number[]): void {
    if (numbers.length === 0) this.#level(0, EMPTY);
    for (let i = 0; i < numbers.length; i++) {
      this.#level(i === 0 ? 0 : 1, ELEMENT);
      this.#numbers.push(numbers[i] as number);
    }
  }

  #level(repetition: number, definition: number): void {
    this.#repetitions.push(repetition);
    this.#definitions.push(definition);
  }

  encode(page: ByteBuffer): ChunkBody {
    const values = this.#definitions.length;
    writeLevels(page, this.#repetitions, values, 1);
    writeLevels(page, this.#definitions, values, LEVEL_BITS);
    const body = { values, nulls: values - this.#numbers.length, bounds: null };
    if (this.values.count === 0) return { ...body, dictionary: null };
    const width = bitWidth(this.values.count - 1);
    page.byte(width);
    writeRuns(page, this.#numbers, this.#numbers.length, width);
    return { ...body, dictionary: { bytes: this.values.plain.view(), values: this.values.count } };
  }

  clear(): void {
    this.values.clear();
    this.#definitions = [];
    this.#repetitions = [];
    this.#numbers = [];
  }
}
