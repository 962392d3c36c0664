/**
 * The fold of a first-in-first-out window under an associative operation, without an inverse: two stacks, each with its
 * running folds, so every operation is O(1) amortised and a sum never subtracts (no cancellation of floating point).
 */
export class FifoFold {
  readonly #combine: (older: number, newer: number) => number;
  #back: number[] = [];
  #backFold: number | null = null;
  /** Top is the oldest; each entry is the fold from it to the newest of this stack. */
  #front: number[] = [];

  constructor(combine: (older: number, newer: number) => number) {
    this.#combine = combine;
  }

  push(value: number): void {
    this.#back.push(value);
    this.#backFold = this.#backFold === null ? value : this.#combine(this.#backFold, value);
  }

  shift(): void {
    if (this.#front.length === 0) this.#turn();
    this.#front.pop();
  }

  /** Null when the window is empty. */
  value(): number | null {
    const front = this.#front.at(-1) ?? null;
    if (front === null || this.#backFold === null) return front ?? this.#backFold;
    return this.#combine(front, this.#backFold);
  }

  #turn(): void {
    let fold: number | null = null;
    for (const value of this.#back.reverse()) {
      fold = fold === null ? value : this.#combine(value, fold);
      this.#front.push(fold);
    }
    this.#back = [];
    this.#backFold = null;
  }
}
