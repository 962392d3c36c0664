import type { Random } from "../../src/simulate/random.ts";
import type { Delivery } from "./delivery.ts";
import type { FileChange } from "./step.ts";

/** `late`: some files come long after those that follow them in the trail. */
export const ORDERS = ["in order", "shuffled", "backwards", "late"] as const;
export type Order = (typeof ORDERS)[number];

/** How far apart, in files, the changes of one delivery are at most. */
const SPREAD = 6;
const LATE = 0.25;

/** All changes in one line: those of each delivery in their order, the deliveries by `order`. */
export function inLine(deliveries: readonly Delivery[], order: Order, choose: Random): readonly FileChange[] {
  const placed = deliveries.flatMap((delivery, index) => {
    let place = placeOf(index, deliveries.length, order, choose);
    return delivery.changes.map((change) => {
      const at = place;
      place += choose.next() * SPREAD;
      return { at, change };
    });
  });
  return placed.sort((a, b) => a.at - b.at).map(({ change }) => change);
}

function placeOf(index: number, count: number, order: Order, choose: Random): number {
  switch (order) {
    case "in order":
      return index;
    case "shuffled":
      return choose.next() * count;
    case "backwards":
      return count - index;
    case "late":
      return choose.chance(LATE) ? 2 * count - index : index;
  }
}
