import type { DetectContext } from "./detection.ts";

/** The values of the group-by fields, by position. */
export type Group = readonly string[];

/** From where an evaluation reads, and for whom. */
export interface Restart {
  /** Epoch ms; null: from the first stored event. */
  readonly start: number | null;
  /** Only their results are wanted; null: everybody's. */
  readonly groups: readonly Group[] | null;
}

export interface Reach {
  /** ms before the range that the first attempt reads: enough for groups in which nothing holds. Infinite: everything. */
  readonly least: number;
  /** ms that the second attempt reads on top of that, at least: as long as the range is. Every further one reads twice as much. */
  readonly more: number;
}

/**
 * Evaluates a method whose state depends on what it found earlier, without reading all that is stored. An attempt begins at
 * `start`, knowing nothing of the time before, and gives back the groups for which that time could make a difference in the
 * range; only they are tried again, from further back, and in the end from the first stored event, where nothing is unknown.
 */
export async function settle(
  { range, stored }: Pick<DetectContext, "range" | "stored">,
  reach: Reach,
  attempt: (restart: Restart) => Promise<readonly Group[]>,
): Promise<void> {
  let groups: readonly Group[] | null = null;
  let back = reach.least;
  const length = range.from === null || stored === null ? 0 : (range.to ?? stored.last) - range.from;
  for (let more = Math.max(1, reach.more, length); ; more *= 2) {
    const start = startOf(range.from, back, stored?.first ?? null);
    const unsettled = await attempt({ start, groups });
    if (start === null || unsettled.length === 0) return;
    groups = unsettled;
    back = reach.least + more;
  }
}

function startOf(from: number | null, back: number, first: number | null): number | null {
  return from === null || first === null || from - back <= first ? null : from - back;
}

/** Whether the attempt is about this group. */
export function isWanted({ groups }: Restart): (group: Group) => boolean {
  if (groups === null) return () => true;
  const wanted = new Set(groups.map((group) => JSON.stringify(group)));
  return (group) => wanted.has(JSON.stringify(group));
}
