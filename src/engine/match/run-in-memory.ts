import type { AggregatePlan, AmongPlan, Cell, ExplodePlan, Plan, Row, SelectPlan, SortPlan } from "../../ir/plan.ts";
import { invariant, unreachable } from "../../util/invariant.ts";
import { aggregateRows } from "./aggregate-rows.ts";
import type { OwnRow } from "./own-row.ts";
import { sortRows } from "./sort-rows.ts";

/** The rows of a plan's select, in the order of (time, id). */
export type RunSelect = (plan: SelectPlan) => OwnRow[];

/** What a plan delivers, node by node as `ir/plan.ts` defines them; null when a measure could differ from the database's. */
export function runInMemory(plan: Plan, select: RunSelect): readonly Row[] | null {
  return run(plan, select);
}

function run(plan: Plan, select: RunSelect): OwnRow[] | null {
  switch (plan.kind) {
    case "events":
    case "filter":
    case "between":
      return null;
    case "select":
      return select(plan);
    case "explode":
      return explode(plan, run(plan.input, select));
    case "among":
      return among(plan, run(plan.input, select));
    case "crowded":
    case "thinned":
      // The rows are here already.
      return run(plan.input, select);
    case "aggregate":
      return aggregate(plan, run(plan.input, select));
    case "sort":
      return sort(plan, run(plan.input, select));
    default:
      return unreachable(plan);
  }
}

function aggregate(plan: AggregatePlan, rows: readonly OwnRow[] | null): OwnRow[] | null {
  return rows && aggregateRows(plan, rows);
}

function sort(plan: SortPlan, rows: OwnRow[] | null): OwnRow[] | null {
  return rows && sortRows(rows, plan.by).slice(0, plan.most);
}

function explode({ column, keepEmpty }: ExplodePlan, rows: readonly OwnRow[] | null): OwnRow[] | null {
  if (rows === null) return null;
  const out: OwnRow[] = [];
  for (const row of rows) {
    const list = row[column];
    invariant(Array.isArray(list), `column ${column} is not a list`);
    const elements: readonly Cell[] = list.length === 0 && keepEmpty ? [null] : list;
    for (const [at, element] of elements.entries()) {
      const own = at === elements.length - 1 ? row : { ...row };
      own[column] = element;
      out.push(own);
    }
  }
  return out;
}

function among({ columns, tuples }: AmongPlan, rows: readonly OwnRow[] | null): OwnRow[] | null {
  const wanted = new Set(tuples.map((tuple) => JSON.stringify(tuple)));
  return rows?.filter((row) => wanted.has(JSON.stringify(columns.map((name) => row[name] ?? null)))) ?? null;
}
