import type { AggregatePlan, Cell } from "../../ir/plan.ts";
import { type Fold, foldOf } from "./measure-fold.ts";
import type { OwnRow } from "./own-row.ts";

/** One row a group, in no order; without `by` one row, whatever there is. Null when a measure depends on the order of its rows. */
export function aggregateRows({ by, measures }: AggregatePlan, rows: readonly OwnRow[]): OwnRow[] | null {
  const folds = measures.map(foldOf);
  const groups = new Groups(folds);
  if (by.length === 0) groups.at([]);
  for (const row of rows) {
    const states = groups.at(by.map((name) => row[name] ?? null));
    for (const [at, fold] of folds.entries()) states[at] = fold.add(states[at], row);
  }
  const out: OwnRow[] = [];
  for (const { keys, states } of groups.all) {
    const row: OwnRow = {};
    for (const [at, name] of by.entries()) row[name] = keys[at] ?? null;
    for (const [at, { name }] of measures.entries()) {
      const cell = folds[at]?.end(states[at]);
      if (cell === undefined) return null;
      row[name] = cell;
    }
    out.push(row);
  }
  return out;
}

type Level = Map<Cell, Level | unknown[]>;

/** Keys as a tree of maps: no text has to be made of them. */
class Groups {
  readonly all: { readonly keys: readonly Cell[]; readonly states: unknown[] }[] = [];
  readonly #folds: readonly Fold[];
  readonly #root: Level = new Map();

  constructor(folds: readonly Fold[]) {
    this.#folds = folds;
  }

  /** The states of one group, new ones for a new group. */
  at(keys: readonly Cell[]): unknown[] {
    let level = this.#root;
    for (let depth = 0; depth < keys.length - 1; depth++) level = below(level, keys[depth] ?? null);
    const last = keys.at(-1) ?? null;
    const found = level.get(last);
    if (Array.isArray(found)) return found;
    const states = this.#folds.map((fold) => fold.start());
    level.set(last, states);
    this.all.push({ keys, states });
    return states;
  }
}

function below(level: Level, key: Cell): Level {
  const found = level.get(key);
  if (found instanceof Map) return found;
  const made: Level = new Map();
  level.set(key, made);
  return made;
}
