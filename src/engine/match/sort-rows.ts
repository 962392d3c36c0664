import type { Cell } from "../../ir/plan.ts";
import { compareCodePoints } from "../../util/code-points.ts";
import { invariant } from "../../util/invariant.ts";
import type { OwnRow } from "./own-row.ts";

/** Ascending by the columns; nulls first, text by code point. Rows that are equal there keep their order. */
export function sortRows(rows: readonly OwnRow[], by: readonly string[]): OwnRow[] {
  // Events come in the order of time and id, with which most sorts end.
  let from = 0;
  while (from < by.length && !isSorted(rows, by.slice(from))) from++;
  let sorted = [...rows];
  for (const name of by.slice(0, from).reverse()) sorted = sortedBy(sorted, name);
  return sorted;
}

function isSorted(rows: readonly OwnRow[], by: readonly string[]): boolean {
  let previous: OwnRow | undefined;
  for (const row of rows) {
    if (previous !== undefined && compareRows(previous, row, by) > 0) return false;
    previous = row;
  }
  return true;
}

function compareRows(a: OwnRow, b: OwnRow, by: readonly string[]): number {
  for (const name of by) {
    const order = compareCells(cellOf(a, name), cellOf(b, name));
    if (order !== 0) return order;
  }
  return 0;
}

/** Groups have few distinct values: those are sorted, the rows only dealt out. */
function sortedBy(rows: readonly OwnRow[], name: string): OwnRow[] {
  const groups = new Map<Cell, OwnRow[]>();
  for (const row of rows) {
    const cell = cellOf(row, name);
    const group = groups.get(cell);
    if (group === undefined) groups.set(cell, [row]);
    else group.push(row);
  }
  return [...groups].sort(([a], [b]) => compareCells(a, b)).flatMap(([, group]) => group);
}

function cellOf(row: OwnRow, name: string): Cell {
  const cell = row[name];
  invariant(cell !== undefined && !Array.isArray(cell), `rows are not sorted by ${name}`);
  return cell;
}

export function compareCells(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compareCodePoints(String(a), String(b));
}
