import type { ByteBuffer } from "./byte-buffer.ts";
import type { ChunkBody, Column, LeafType } from "./column.ts";
import { writeLevels } from "./levels.ts";

const NULL = 2;

/** True, false or null. */
export class BooleanColumn implements Column {
  readonly name: string;
  readonly list = false;
  readonly compressible = true;
  readonly leaf: LeafType = { type: "BOOLEAN", converted: null };
  readonly #values: Uint8Array;

  constructor(name: string, mostRows: number) {
    this.name = name;
    this.#values = new Uint8Array(mostRows).fill(NULL);
  }

  get held(): number {
    return this.#values.length;
  }

  /** A row without a value is null. */
  set(row: number, value: boolean): void {
    this.#values[row] = Number(value);
  }

  encode(page: ByteBuffer, rows: number): ChunkBody {
    const values = this.#values.subarray(0, rows);
    const levels = values.map((value) => Number(value !== NULL));
    const present = values.filter((value) => value !== NULL);
    writeLevels(page, levels, levels.length, 1);
    for (let at = 0; at < present.length; at += 8) {
      let byte = 0;
      for (let bit = 0; bit < 8; bit++) byte |= (present[at + bit] ?? 0) << bit;
      page.byte(byte);
    }
    return { dictionary: null, values: values.length, nulls: values.length - present.length, bounds: null };
  }

  clear(): void {
    this.#values.fill(NULL);
  }
}
