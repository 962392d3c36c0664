import type { Cell, Plan, RunPlan } from "../../ir/plan.ts";
import { compareCodePoints } from "../../util/code-points.ts";
import { invariant } from "../../util/invariant.ts";
import { PACKED_HEAD } from "./match-plan.ts";
import { SharedCells } from "./shared-cells.ts";

/** An event that satisfies some atom. */
export interface MatchedRow {
  /** Epoch ms. */
  readonly time: number;
  readonly id: string;
  /** By `MatchedRows.places`. A cell is null or an empty list where no atom of the event wants it. */
  readonly cells: readonly Cell[];
}

/** Events that satisfy some atom, in memory. */
export interface MatchedRows {
  /** By `Identities.ofColumn`: where in `cells` a column is. */
  readonly places: ReadonlyMap<number, number>;
  /** By time and id. An event is the same object for all of its atoms. */
  rowsOf(atom: number): readonly MatchedRow[];
}

export function inOrder(a: MatchedRow, b: MatchedRow): number {
  return a.time - b.time || compareCodePoints(a.id, b.id);
}

/** How many of the rows, which are in order, come before this one. It is quick when all do. */
export function countBefore(rows: readonly MatchedRow[], row: MatchedRow): number {
  const last = rows.at(-1);
  if (last === undefined || inOrder(last, row) < 0) return rows.length;
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = rows[middle];
    if (other !== undefined && inOrder(other, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class TooManyEvents extends Error {}

export interface AskedCells {
  /** What the packed rows hold after their head. */
  readonly columns: readonly number[];
  /** Where the cells go. */
  readonly places: ReadonlyMap<number, number>;
  readonly share?: SharedCells;
}

/** Reads what a match plan delivers. Throws TooManyEvents. */
export async function readMatchedRows(
  rows: RunPlan,
  plan: Plan,
  { columns, places, share = new SharedCells() }: AskedCells,
  most: number,
): Promise<MatchedRows> {
  const packed: Packed[] = [];
  for await (const row of rows(plan)) {
    const text = row["events"] ?? "";
    invariant(typeof text === "string", "a match plan delivers packed rows");
    for (const event of JSON.parse(`[${text}]`) as Packed[]) packed.push(event);
    if (packed.length > most) throw new TooManyEvents();
  }
  packed.sort(([, a, x], [, b, y]) => a - b || compareCodePoints(x, y));
  const to = columns.map((identity) => places.get(identity) ?? 0);
  const byAtom = dealtOut(packed, (event) => cellsOf(event, to, places.size, share));
  return { places, rowsOf: (atom) => byAtom.get(atom) ?? [] };
}

type Packed = [which: string, time: number, id: string, ...values: Cell[]];

function cellsOf(event: Packed, to: readonly number[], width: number, share: SharedCells): readonly Cell[] {
  const cells = new Array<Cell>(width).fill(null);
  for (const [at, place] of to.entries()) cells[place] = share.cell(event[PACKED_HEAD + at] ?? null);
  return cells;
}

/** By the number of the atom. */
function dealtOut(
  packed: readonly Packed[],
  cellsOfEvent: (event: Packed) => readonly Cell[],
): ReadonlyMap<number, readonly MatchedRow[]> {
  const byAtom = new Map<number, MatchedRow[]>();
  const whiches = new Map<string, readonly MatchedRow[][]>();
  for (const event of packed) {
    const [which, time, id] = event;
    const lists = whiches.get(which) ?? listsOf(which, byAtom);
    whiches.set(which, lists);
    const row = { time, id, cells: cellsOfEvent(event) };
    for (const list of lists) list.push(row);
  }
  return byAtom;
}

function listsOf(which: string, byAtom: Map<number, MatchedRow[]>): readonly MatchedRow[][] {
  const names = which.split(",").slice(0, -1);
  return names.map((name) => {
    const list = byAtom.get(Number(name)) ?? [];
    byAtom.set(Number(name), list);
    return list;
  });
}
