import type { Cell, Row } from "../../ir/plan.ts";
import { countBefore, inOrder, type MatchedRow } from "./matched-rows.ts";
import type { OwnRow } from "./own-row.ts";
import { compareCells } from "./sort-rows.ts";

/** How a matched event becomes rows of a sorted plan. */
export interface ViewShape {
  /** The columns that are exploded, by which the rows are sorted before time and id: lists of texts. */
  readonly groups: readonly { readonly name: string; readonly keepEmpty: boolean; listOf(row: MatchedRow): Cell }[];
  /** The other ones. */
  readonly cells: readonly { readonly name: string; cellOf(row: MatchedRow): Cell }[];
}

interface Group {
  readonly cells: readonly Cell[];
  /** By time and id. */
  readonly events: MatchedRow[];
}

/** The events of a sorted plan by group, to which more are added: what is in order stays so. */
export class GroupView {
  readonly #shape: ViewShape;
  readonly #groups = new Map<string, Group>();
  #sorted: readonly Group[] | null = null;

  constructor(shape: ViewShape) {
    this.#shape = shape;
  }

  /** An event that is there already, under another atom, counts once. */
  add(events: readonly MatchedRow[]): void {
    for (const event of events) {
      for (const cells of this.#groupsOf(event)) insert(this.#groupOf(cells).events, event);
    }
  }

  /** Those with `from <= time < to`, epoch ms; null is open. Every row is the caller's own. */
  *rows(from: number | null, to: number | null): Generator<Row> {
    this.#sorted ??= [...this.#groups.values()].sort(byCells);
    for (const { cells, events } of this.#sorted) {
      const end = to === null ? events.length : firstFrom(events, to);
      for (let at = from === null ? 0 : firstFrom(events, from); at < end; at++) {
        const event = events[at];
        if (event !== undefined) yield this.#rowOf(event, cells);
      }
    }
  }

  /** Every combination of the elements of its lists. */
  #groupsOf(event: MatchedRow): readonly (readonly Cell[])[] {
    let combinations: (readonly Cell[])[] = [[]];
    for (const { listOf, keepEmpty } of this.#shape.groups) {
      const list = (listOf(event) ?? []) as readonly Cell[];
      const elements = list.length === 0 && keepEmpty ? [null] : list;
      combinations = combinations.flatMap((cells) => elements.map((element) => [...cells, element]));
    }
    return combinations;
  }

  #groupOf(cells: readonly Cell[]): Group {
    const key = JSON.stringify(cells);
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group = { cells, events: [] };
    this.#groups.set(key, group);
    this.#sorted = null;
    return group;
  }

  #rowOf(event: MatchedRow, cells: readonly Cell[]): OwnRow {
    const row: OwnRow = {};
    for (const { name, cellOf } of this.#shape.cells) row[name] = cellOf(event);
    for (const [at, { name }] of this.#shape.groups.entries()) row[name] = cells[at] ?? null;
    return row;
  }
}

function byCells(a: Group, b: Group): number {
  for (const [at, cell] of a.cells.entries()) {
    const order = compareCells(cell, b.cells[at] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** Once: an event of several atoms is given with each. */
function insert(events: MatchedRow[], event: MatchedRow): void {
  let at = countBefore(events, event);
  // Those of two accounts may have one time and one id.
  for (let other = events[at]; other !== undefined && inOrder(other, event) === 0; other = events[++at])
    if (other === event) return;
  if (at === events.length) events.push(event);
  else events.splice(at, 0, event);
}

/** Place of the first event at this time or later. */
function firstFrom(events: readonly MatchedRow[], time: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.time ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
