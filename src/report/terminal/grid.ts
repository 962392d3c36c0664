import type { Paint } from "./colours.ts";
import { columnsOf } from "./columns-of.ts";

export interface Cell {
  readonly lines: readonly string[];
  readonly width: number;
  readonly paint?: Paint;
}

const GAP = "  ";

/** Cells side by side, as many lines as the longest has, without spaces at the ends. */
export function grid(cells: readonly Cell[]): string {
  const height = Math.max(...cells.map((cell) => cell.lines.length));
  const lines = Array.from({ length: height }, (_, index) => gridLine(cells, index));
  return lines.map((line) => `${line}\n`).join("");
}

function gridLine(cells: readonly Cell[], index: number): string {
  const last = cells.findLastIndex((cell) => (cell.lines[index] ?? "") !== "");
  return cells
    .slice(0, last + 1)
    .map((cell, column) => cellLine(cell, index, column === last))
    .join(GAP);
}

function cellLine({ lines, width, paint }: Cell, index: number, isLast: boolean): string {
  const text = lines[index] ?? "";
  const shown = paint === undefined || text === "" ? text : paint(text);
  return isLast ? shown : shown + " ".repeat(Math.max(0, width - columnsOf(text)));
}
