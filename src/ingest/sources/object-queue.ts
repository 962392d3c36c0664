import type { FoundObject } from "./found-object.ts";
import type { DeliveryLimits, Ledger } from "./source.ts";

/** Versions that the ledger is asked for at a time. */
const AT_ONCE = 2000;

/** What was found, is not in the ledger and has not been delivered. */
export class ObjectQueue {
  readonly #source: string;
  readonly #ledger: Ledger;
  #objects: FoundObject[] = [];

  constructor(source: string, ledger: Ledger) {
    this.#source = source;
    this.#ledger = ledger;
  }

  get size(): number {
    return this.#objects.length;
  }

  /** Takes those that the ledger does not know. */
  async add(objects: readonly FoundObject[]): Promise<void> {
    for (let from = 0; from < objects.length; from += AT_ONCE) {
      const some = objects.slice(from, from + AT_ONCE);
      const known = await this.#ledger.known(this.#source, some);
      for (const [i, object] of some.entries()) if (known[i] !== true) this.#objects.push(object);
    }
  }

  /** Whether there is as much as one delivery may hold. */
  isEnough(limits: DeliveryLimits): boolean {
    return this.#count(limits) < this.#objects.length || this.#objects.length >= limits.files;
  }

  /** Takes out the first ones, up to the limits; at least one when there is any. */
  take(limits: DeliveryLimits): readonly FoundObject[] {
    return this.#objects.splice(0, this.#count(limits));
  }

  /** They are the first ones again. */
  putBack(objects: readonly FoundObject[]): void {
    this.#objects = [...objects, ...this.#objects];
  }

  /** They are the last ones: something that fails again and again must not hold up the others. */
  putLast(objects: readonly FoundObject[]): void {
    this.#objects = [...this.#objects, ...objects];
  }

  #count(limits: DeliveryLimits): number {
    let bytes = 0;
    let count = 0;
    for (const { size } of this.#objects) {
      bytes += size;
      if (count === limits.files || (count > 0 && bytes > limits.bytes)) break;
      count++;
    }
    return count;
  }
}
