import type { TextColumn } from "../parquet/text-column.ts";

const UNKNOWN = -2;
const NULL = -1;

/** From the number of a value in one column to the number of what it becomes in another, each worked out once a row group. */
export class Translation {
  readonly #from: TextColumn;
  readonly #become: (value: Buffer) => number;
  #numbers = new Int32Array(256).fill(UNKNOWN);

  constructor(from: TextColumn, become: (value: Buffer) => number) {
    this.#from = from;
    this.#become = become;
  }

  /** -1 stays -1. */
  of(number: number): number {
    if (number === NULL) return NULL;
    if (number >= this.#numbers.length) this.#enlarge(number);
    const known = this.#numbers[number] as number;
    if (known !== UNKNOWN) return known;
    const found = this.#become(this.#from.values.value(number));
    this.#numbers[number] = found;
    return found;
  }

  clear(): void {
    this.#numbers.fill(UNKNOWN);
  }

  #enlarge(number: number): void {
    const larger = new Int32Array(Math.max(number + 1, this.#numbers.length * 2)).fill(UNKNOWN);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}
