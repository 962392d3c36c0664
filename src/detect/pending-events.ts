import { Multiset } from "./multiset.ts";
import { Queue } from "./queue.ts";
import type { EventRow } from "./rows.ts";

export interface Pending extends EventRow {
  /** For each cardinality field, the event's elements. */
  readonly elements: readonly (readonly string[])[];
}

/** Events of a group that no detection has counted, with the distinct elements of each cardinality field. */
export class PendingEvents {
  readonly #events = new Queue<Pending>();
  readonly #distinct: readonly Multiset[];

  constructor(cardinalities: number) {
    this.#distinct = Array.from({ length: cardinalities }, () => new Multiset());
  }

  get count(): number {
    return this.#events.length;
  }

  distinct(index: number): number {
    return this.#distinct[index]?.distinct ?? 0;
  }

  push(event: Pending): void {
    this.#events.push(event);
    this.#distinct.forEach((set, index) => {
      for (const element of event.elements[index] ?? []) set.add(element);
    });
  }

  dropBefore(from: number): void {
    for (let first = this.#events.first(); first !== undefined && first.time < from; first = this.#events.first()) {
      const { elements } = first;
      this.#distinct.forEach((set, index) => {
        for (const element of elements[index] ?? []) set.remove(element);
      });
      this.#events.shift();
    }
  }

  toArray(): Pending[] {
    return this.#events.toArray();
  }
}
