import { lowerBound } from "./lower-bound.ts";
import type { Series } from "./series.ts";

/** Points of a series of which it is not known whether they are held. */
export class Doubt {
  /** Starts of their buckets, ascending. */
  readonly #buckets: number[];
  #head = 0;

  /** At first, all points before the first window that is judged. */
  constructor(series: Series, judgedFrom: number) {
    this.#buckets = series.filter((point) => point.bucket < judgedFrom).map((point) => point.bucket);
  }

  /** What begins then or earlier is part of the history, held or not. */
  release(until: number): void {
    while ((this.#buckets[this.#head] ?? Number.POSITIVE_INFINITY) <= until) this.#head++;
  }

  /** How many begin before that time, epoch ms. */
  before(time: number): number {
    return Math.max(0, lowerBound(this.#buckets, time) - this.#head);
  }

  has(bucket: number): boolean {
    const index = lowerBound(this.#buckets, bucket);
    return index >= this.#head && this.#buckets[index] === bucket;
  }

  /** In the order of time; what was added before is no more in doubt than it was. */
  add(bucket: number): void {
    if (bucket > (this.#buckets.at(-1) ?? Number.NEGATIVE_INFINITY)) this.#buckets.push(bucket);
  }
}
