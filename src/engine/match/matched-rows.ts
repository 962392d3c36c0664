import type { Cell, Plan, RunPlan } from "../../ir/plan.ts";
import { compareCodePoints } from "../../util/code-points.ts";
import { invariant } from "../../util/invariant.ts";
import { PACKED_HEAD } from "./match-plan.ts";

/** Events that satisfy some atom, as columns in memory. A row is a place in all of them; rows are in the order of (time, id). */
export interface MatchedRows {
  /** Epoch ms. */
  readonly times: readonly number[];
  readonly ids: readonly string[];
  /** By `Identities.ofColumn`. A cell is null or an empty list where no atom of the row wants it. */
  readonly columns: ReadonlyMap<number, readonly Cell[]>;
  /** Ascending. */
  rowsOf(atom: number): readonly number[];
}

export class TooManyEvents extends Error {}

/** Reads what a match plan delivers. `columns`: what the packed rows hold after their head. Throws TooManyEvents. */
export async function readMatchedRows(
  rows: RunPlan,
  plan: Plan,
  columns: readonly number[],
  most: number,
): Promise<MatchedRows> {
  const packed: Packed[] = [];
  const share = new Shared();
  for await (const row of rows(plan)) {
    const text = row["events"] ?? "";
    invariant(typeof text === "string", "a match plan delivers packed rows");
    for (const event of JSON.parse(`[${text}]`) as Packed[]) {
      for (let at = PACKED_HEAD; at < event.length; at++) event[at] = share.cell(event[at] ?? null);
      packed.push(event);
    }
    if (packed.length > most) throw new TooManyEvents();
  }
  packed.sort(([, a, x], [, b, y]) => a - b || compareCodePoints(x, y));
  return columnsOf(packed, columns);
}

type Packed = [which: string, time: number, id: string, ...values: Cell[]];

/** Few texts are distinct, and most lists have one element: each is kept once. */
class Shared {
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();

  cell(cell: Cell): Cell {
    if (typeof cell === "string") return this.#text(cell);
    if (!Array.isArray(cell)) return cell;
    return cell.length < 2 ? this.#list(cell) : cell.map((each: string) => this.#text(each));
  }

  #text(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  #list(list: readonly string[]): readonly string[] {
    const [only] = list;
    if (only === undefined) return EMPTY;
    const known = this.#lists.get(only);
    if (known === undefined) this.#lists.set(only, list);
    return known ?? list;
  }
}

const EMPTY: readonly string[] = [];

function columnsOf(packed: readonly Packed[], columns: readonly number[]): MatchedRows {
  const byAtom = new Map<number, number[]>();
  const whiches = new Map<string, readonly number[][]>();
  for (const [row, [which]] of packed.entries()) {
    const lists = whiches.get(which) ?? listsOf(which, byAtom);
    whiches.set(which, lists);
    for (const list of lists) list.push(row);
  }
  return {
    times: packed.map(([, time]) => time),
    ids: packed.map(([, , id]) => id),
    columns: new Map(columns.map((identity, at) => [identity, packed.map((row) => row[PACKED_HEAD + at] ?? null)])),
    rowsOf: (atom) => byAtom.get(atom) ?? [],
  };
}

function listsOf(which: string, byAtom: Map<number, number[]>): readonly number[][] {
  const names = which.split(",").slice(0, -1);
  return names.map((name) => {
    const list = byAtom.get(Number(name)) ?? [];
    byAtom.set(Number(name), list);
    return list;
  });
}
