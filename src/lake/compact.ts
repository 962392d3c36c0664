import { storedEvents } from "./events-view.ts";
import { moveIntoPlace } from "./move-parts.ts";
import { overlaps } from "./plan-span.ts";
import { inTransaction } from "./state.ts";
import { nextPart, type Store } from "./store.ts";
import { deleteParts, insertParts, type StoredPart } from "./stored-part.ts";
import { PART_ROWS, writeDays } from "./write-days.ts";

/** Parts of one day that are to become fewer, or to lose the rows that do not count. */
export interface Merge {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly parts: readonly StoredPart[];
}

/** Told before each merge how many are done, of how many, and its day. */
export type OnMerge = (done: number, total: number, day: string) => void;

const SMALL_ROWS = 50_000;
/** So many small parts of a day are merged after a commit. */
const MANY_SMALL = 16;
/** A part of which a larger share does not count is written again after a commit. */
const MOST_LOST = 0.2;
/** Rows that are written again after one commit, at most: the rest waits for the next. */
const ROWS_PER_COMMIT = 500_000;

/** What is worth doing after a commit: little at a time, each row some few times in its life. */
export function dueMerges(parts: readonly StoredPart[]): readonly Merge[] {
  const merges = [...byDay(parts)].flatMap(([day, own]): Merge[] => {
    const small = own.filter(({ events }) => events < SMALL_ROWS);
    const holed = own.filter(({ events, superseded }) => superseded > events * MOST_LOST);
    const due = small.length >= MANY_SMALL ? [...new Set([...small, ...holed])] : holed;
    return due.length === 0 ? [] : [{ day, parts: due }];
  });
  let left = ROWS_PER_COMMIT;
  return merges.filter((merge) => {
    const rows = rowsOf(merge.parts);
    // One that is larger than the allowance still has its turn: when nothing else was done.
    if (rows > left && left < ROWS_PER_COMMIT) return false;
    left -= rows;
    return true;
  });
}

/** Everything that makes a difference: no row that does not count stays, no day has two parts that fit into one. */
export function allMerges(parts: readonly StoredPart[]): readonly Merge[] {
  return [...byDay(parts)].flatMap(([day, own]): Merge[] => {
    const holed = own.filter(({ superseded }) => superseded > 0);
    const open = own.filter((part) => part.events < PART_ROWS / 2 && part.superseded === 0);
    const due = open.length + holed.length > 1 ? [...open, ...holed] : holed;
    return due.length === 0 ? [] : [{ day, parts: due }];
  });
}

function byDay(parts: readonly StoredPart[]): ReadonlyMap<string, readonly StoredPart[]> {
  const days = new Map<string, StoredPart[]>();
  for (const part of parts) {
    if (part.level !== "day") continue;
    const day = new Date(part.first).toISOString().slice(0, -14);
    const own = days.get(day);
    if (own) own.push(part);
    else days.set(day, [part]);
  }
  return days;
}

function rowsOf(parts: readonly StoredPart[]): number {
  return parts.reduce((sum, { events, superseded }) => sum + events - superseded, 0);
}

/**
 * Writes the rows of some parts anew and swaps the parts in one transaction. The old files are untouched: the caller
 * deletes them when nobody reads them. A process that ends before the transaction leaves files that count nowhere, one
 * that ends after it leaves old files that count no more; both are deleted when the lake is opened again.
 */
export async function mergeParts(store: Store, { parts }: Merge): Promise<void> {
  const { database, directory, threads } = store;
  const written = await writeDays(
    {
      within: (span) => storedEvents(parts.filter((part) => overlaps(part, span))),
      jsonBytes: parts.reduce((sum, part) => sum + (part.jsonBytes * (part.events - part.superseded)) / part.events, 0),
    },
    { database, directory, threads, nextPart: nextPart(store), taken: new Set(store.parts.map(({ name }) => name)) },
  );
  store.onStep("written");
  await moveIntoPlace(store, written, true);
  store.onStep("moved");
  await inTransaction(database, async () => {
    await deleteParts(database, parts);
    await insertParts(
      database,
      written.map(({ part }) => part),
    );
  });
  store.onStep("committed");
}
