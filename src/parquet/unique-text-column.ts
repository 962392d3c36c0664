import { ByteBuffer } from "./byte-buffer.ts";
import type { ChunkBody, Column, LeafType } from "./column.ts";
import { writeLevels } from "./levels.ts";

/** Text whose values hardly repeat, such as ids: no dictionary is looked for. */
export class UniqueTextColumn implements Column {
  readonly name: string;
  readonly list = false;
  readonly compressible = false;
  readonly leaf: LeafType = { type: "BYTE_ARRAY", converted: "UTF8" };
  readonly #plain = new ByteBuffer(4096);
  readonly #levels: Uint8Array;
  #present = 0;

  constructor(name: string, mostRows: number) {
    this.name = name;
    this.#levels = new Uint8Array(mostRows);
  }

  get held(): number {
    return this.#plain.length;
  }

  /** Gives a row its value, once and in the order of rows; a row without one is null. */
  set(row: number, bytes: Buffer, from: number, to: number): void {
    this.#plain.uint32(to - from);
    this.#plain.copy(bytes, from, to);
    this.#levels[row] = 1;
    this.#present++;
  }

  encode(page: ByteBuffer, rows: number): ChunkBody {
    writeLevels(page, this.#levels, rows, 1);
    page.copy(this.#plain.bytes, 0, this.#plain.length);
    return { dictionary: null, values: rows, nulls: rows - this.#present, bounds: null };
  }

  clear(): void {
    this.#plain.clear();
    this.#levels.fill(0);
    this.#present = 0;
  }
}
