import type { ByteBuffer } from "./byte-buffer.ts";
import type { ChunkBody, Column, LeafType } from "./column.ts";
import { writeLevels } from "./levels.ts";

/** Instants in epoch milliseconds, never null. */
export class TimeColumn implements Column {
  readonly name: string;
  readonly list = false;
  readonly compressible = true;
  readonly leaf: LeafType = { type: "INT64", converted: "TIMESTAMP_MILLIS" };
  readonly #times: Float64Array;

  constructor(name: string, mostRows: number) {
    this.name = name;
    this.#times = new Float64Array(mostRows);
  }

  get held(): number {
    return this.#times.byteLength;
  }

  set(row: number, time: number): void {
    this.#times[row] = time;
  }

  encode(page: ByteBuffer, rows: number): ChunkBody {
    writeLevels(page, new Uint8Array(rows).fill(1), rows, 1);
    page.reserve(rows * 8);
    const view = new DataView(page.bytes.buffer, page.bytes.byteOffset);
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < rows; row++) {
      const time = this.#times[row] as number;
      if (time < least) least = time;
      if (time > greatest) greatest = time;
      const high = Math.floor(time / 0x100000000);
      view.setUint32(page.length, time - high * 0x100000000, true);
      view.setInt32(page.length + 4, high, true);
      page.length += 8;
    }
    return {
      dictionary: null,
      values: rows,
      nulls: 0,
      bounds: { least: BigInt(least), greatest: BigInt(greatest) },
    };
  }

  clear(): void {
    this.#times.fill(0);
  }
}
