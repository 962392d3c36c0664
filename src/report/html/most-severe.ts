import type { Severity } from "../../rule/rule.ts";
import { MOST_SEVERE_FIRST } from "../most-severe-first.ts";

/** Holds so many items as it may, the most severe, of equals the first ones. */
export interface MostSevere<T> {
  add(severity: Severity, item: T): void;
  /** The most severe first, then in the order in which they came. */
  items(): readonly T[];
  count(): number;
}

export function mostSevere<T>(most: number): MostSevere<T> {
  const kept = new Map<Severity, T[]>(MOST_SEVERE_FIRST.map((severity) => [severity, []]));
  let count = 0;
  return {
    add: (severity, item) => {
      kept.get(severity)?.push(item);
      count += 1;
      if (count <= most) return;
      [...kept.values()].findLast((items) => items.length > 0)?.pop();
      count -= 1;
    },
    items: () => [...kept.values()].flat(),
    count: () => count,
  };
}
