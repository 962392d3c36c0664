import { CARRIAGE_RETURN, LINE_FEED, SPACE } from "./byte.ts";

/** Newline-delimited JSON, one line a record. */
export interface RecordBatch {
  readonly ndjson: Uint8Array;
  readonly records: number;
}

const FIRST_BYTES = 256 * 1024;
const EMPTY: Uint8Array = new Uint8Array(0);

/** Collects lines in memory that grows up to a batch and is handed over with it. */
export class BatchWriter {
  records = 0;
  #buffer = EMPTY;
  /** Size of the last batch's memory: what the next one is likely to need. */
  #usual = FIRST_BYTES;
  #length = 0;
  #lineStart = 0;

  get length(): number {
    return this.#length;
  }

  /** Makes room for a line of at most so many bytes. */
  reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2, this.#usual));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
  }

  ascii(text: string): void {
    for (let i = 0; i < text.length; i++) this.#buffer[this.#length++] = text.charCodeAt(i);
  }

  copy(bytes: Uint8Array, from: number, to: number): void {
    this.#buffer.set(bytes.subarray(from, to), this.#length);
    this.#length += to - from;
  }

  /** Ends the line. `lineBreaks`: it holds raw ones, which in JSON stand between tokens only and become spaces. */
  endLine(lineBreaks: boolean): void {
    if (lineBreaks) this.#flatten();
    this.#buffer[this.#length++] = LINE_FEED;
    this.#lineStart = this.#length;
    this.records++;
  }

  take(): RecordBatch {
    const batch = { ndjson: this.#buffer.subarray(0, this.#length), records: this.records };
    this.#usual = this.#buffer.length;
    this.#buffer = EMPTY;
    this.#length = 0;
    this.#lineStart = 0;
    this.records = 0;
    return batch;
  }

  #flatten(): void {
    for (let at = this.#lineStart; at < this.#length; at++) {
      const byte = this.#buffer[at];
      if (byte === LINE_FEED || byte === CARRIAGE_RETURN) this.#buffer[at] = SPACE;
    }
  }
}
