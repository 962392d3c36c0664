import { Queue } from "../queue.ts";
import { HISTORY } from "./constants.ts";
import type { LakeActivity } from "./lake-activity.ts";
import { lowerBound } from "./lower-bound.ts";
import { percentileOf } from "./percentile.ts";
import type { Series } from "./series.ts";

/**
 * The buckets that a group's window is judged by: those from its first appearance on, at most HISTORY old, that end
 * before the window starts. It slides forward only; a bucket enters and leaves once.
 *
 * Held buckets (anomalous ones) wait until they are `holdFor` ms older than the window's start.
 */
export class History {
  readonly #series: Series;
  readonly #lake: LakeActivity;
  readonly #holdFor: number;
  readonly #held = new Set<number>();
  readonly #inside = new Set<number>();
  /** Held points that have not entered, oldest first. */
  readonly #waiting = new Queue<number>();
  #sorted: number[] = [];
  #sum = 0;
  #entered = 0;
  #left = 0;
  #from = 0;
  #to = 0;

  constructor(series: Series, lake: LakeActivity, holdFor: number) {
    this.#series = series;
    this.#lake = lake;
    this.#holdFor = holdFor;
  }

  /** Start of the history, epoch ms. */
  get from(): number {
    return this.#from;
  }

  /** How many buckets there are, zeros included, gaps not. */
  get count(): number {
    return Math.max(0, this.#lake.count(this.#from, this.#to) - this.#waiting.length);
  }

  get mean(): number {
    const { count } = this;
    return count === 0 ? 0 : this.#sum / count;
  }

  /** `without`: the least that it comes to when so many of the points, whichever, are taken out. */
  percentile(percentile: number, without = 0): number {
    return percentileOf(this.#sorted, this.count, percentile, without);
  }

  /** The point at this index of the series is anomalous. It must not have entered yet. */
  hold(index: number): void {
    this.#held.add(index);
  }

  has(index: number): boolean {
    return this.#inside.has(index);
  }

  /** Slides to the window that starts then, epoch ms. */
  slideTo(windowStart: number): void {
    this.#to = windowStart;
    this.#from = Math.max(this.#bucket(0), windowStart - HISTORY);
    while (this.#bucket(this.#entered) < windowStart) this.#enter(this.#entered++);
    this.#release(windowStart - this.#holdFor);
    while (this.#bucket(this.#left) < this.#from) this.#leave(this.#left++);
  }

  #bucket(index: number): number {
    return this.#series[index]?.bucket ?? Number.POSITIVE_INFINITY;
  }

  #enter(index: number): void {
    if (this.#held.has(index)) this.#waiting.push(index);
    else this.#insert(index);
  }

  #release(until: number): void {
    for (let index = this.#waiting.first(); index !== undefined; index = this.#waiting.first()) {
      const bucket = this.#bucket(index);
      if (bucket > until && bucket >= this.#from) return;
      if (bucket >= this.#from) this.#insert(index);
      this.#waiting.shift();
    }
  }

  #leave(index: number): void {
    if (!this.#inside.delete(index)) return;
    const value = this.#series[index]?.value ?? 0;
    this.#sorted.splice(lowerBound(this.#sorted, value), 1);
    this.#sum -= value;
  }

  #insert(index: number): void {
    const value = this.#series[index]?.value ?? 0;
    this.#inside.add(index);
    this.#sorted.splice(lowerBound(this.#sorted, value), 0, value);
    this.#sum += value;
  }
}
