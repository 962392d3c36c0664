import type { Lake } from "../lake/lake.ts";

/** Epoch ms of the first and last committed event; null: there is none. */
export function committedSpan({ counted }: Pick<Lake, "counted">): { first: number | null; last: number | null } {
  const { parts } = counted;
  if (parts.length === 0) return { first: null, last: null };
  return {
    first: parts.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY),
    last: parts.reduce((most, { last }) => Math.max(most, last), Number.NEGATIVE_INFINITY),
  };
}

/** The lake for reading besides batches: without what a batch that is under way has staged. */
export function committed(lake: Lake): Pick<Lake, "rows" | "stats" | "pick"> {
  const { counted, stats } = lake;
  return {
    rows: counted.rows,
    stats: { ...stats, ...committedSpan(lake) },
    pick: (ids, within) => lake.pick(ids, within),
  };
}
