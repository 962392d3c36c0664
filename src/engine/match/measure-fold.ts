import type { Cell, Measure } from "../../ir/plan.ts";
import { unreachable } from "../../util/invariant.ts";
import type { OwnRow } from "./own-row.ts";
import { compareCells } from "./sort-rows.ts";

/** How a measure comes about, row by row. A state is its own fold's. */
export interface Fold {
  start(): unknown;
  add(state: unknown, row: OwnRow): unknown;
  /** Undefined: in another order something else might have come out. */
  end(state: unknown): Cell | undefined;
}

export function foldOf({ fn, column = "" }: Measure): Fold {
  switch (fn) {
    case "count":
      return { start: () => 0, add: (count) => (count as number) + 1, end: (count) => count as number };
    case "count_distinct":
      return {
        start: () => new Set<Cell>(),
        add: (seen, row) => withCell(seen as Set<Cell>, row[column] ?? null),
        end: (seen) => (seen as Set<Cell>).size,
      };
    case "sum":
      return {
        start: () => null,
        add: (sum, row) => added(sum as number | null, row[column] ?? null),
        end: (sum) => (Number.isNaN(sum) ? undefined : (sum as number | null)),
      };
    case "min":
      return extremeFold(column, -1);
    case "max":
      return extremeFold(column, 1);
    case "joined":
      return { start: () => null, add: (state) => state, end: () => undefined };
    default:
      return unreachable(fn);
  }
}

function withCell(seen: Set<Cell>, cell: Cell): Set<Cell> {
  return cell === null ? seen : seen.add(cell);
}

/** Whole numbers add up to the same in any order; NaN stands for a sum of others. */
function added(sum: number | null, cell: Cell): number | null {
  if (cell === null) return sum;
  const next = typeof cell === "number" && Number.isInteger(cell) ? (sum ?? 0) + cell : Number.NaN;
  return Number.isSafeInteger(next) ? next : Number.NaN;
}

function extremeFold(column: string, sign: 1 | -1): Fold {
  return {
    start: () => null,
    add(most, row) {
      const cell = row[column] ?? null;
      if (cell === null) return most;
      return most === null || compareCells(cell, most as Cell) * sign > 0 ? cell : most;
    },
    end: (most) => most as Cell,
  };
}
