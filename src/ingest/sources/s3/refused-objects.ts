import { MINUTE } from "../../../util/duration.ts";
import { type FoundObject, foundAgain } from "../found-object.ts";
import { mayChange } from "../reasons.ts";
import type { FetchedObject } from "../source.ts";

/** What could not be read for want of a right is tried again so often. */
const RETRY_EVERY = 10 * MINUTE;
/** So many of them tell whether it is worth to try all. */
const PROBES = 3;

/** Objects that were delivered without content because somebody refused it. */
export class RefusedObjects {
  readonly #objects = new Map<string, FoundObject>();
  #triedAt: number;

  constructor(now: number) {
    this.#triedAt = now;
  }

  note(fetched: readonly FetchedObject[]): void {
    for (const object of fetched) {
      if (object.reason !== null && mayChange(object.reason)) this.#objects.set(object.key, foundAgain(object));
      else this.#objects.delete(object.key);
    }
  }

  /** In words; null: nothing is refused. */
  problem(): string | null {
    const [first] = this.#objects.keys();
    if (first === undefined) return null;
    const count = this.#objects.size === 1 ? "an object" : `${this.#objects.size} objects`;
    return `${count} may not be read, such as ${JSON.stringify(first)}: look at s3:GetObject, kms:Decrypt and the storage class`;
  }

  /** Some of them when it is time to try again, else none. */
  probes(now: number): readonly FoundObject[] {
    if (now - this.#triedAt < RETRY_EVERY || this.#objects.size === 0) return [];
    this.#triedAt = now;
    const all = [...this.#objects.values()];
    return Array.from(
      { length: Math.min(PROBES, all.length) },
      () => all[Math.floor(Math.random() * all.length)],
    ).flatMap((each) => (each === undefined ? [] : [each]));
  }

  /** All of them, to be fetched once more. */
  release(): readonly FoundObject[] {
    const all = [...this.#objects.values()];
    this.#objects.clear();
    return all;
  }
}
