import type { Plan, Row } from "../../ir/plan.ts";
import { unreachable } from "../../util/invariant.ts";

/** Rows that are read one by one for less than it takes to have all the events of an atom in memory. */
const FEW = 20_000;

/** One row of numbers. */
export function isSummary(plan: Plan): boolean {
  return plan.kind === "aggregate" && plan.by.length === 0;
}

/** Says which rows of its events are not needed: often most. */
export function isSparse(plan: Plan): boolean {
  switch (plan.kind) {
    case "crowded":
    case "thinned":
      return true;
    case "events":
    case "filter":
    case "between":
    case "select":
      return false;
    case "explode":
    case "among":
    case "aggregate":
    case "sort":
      return isSparse(plan.input);
    default:
      return unreachable(plan);
  }
}

/** Null when there are more. */
export async function readFew(rows: AsyncIterable<Row>): Promise<readonly Row[] | null> {
  const few: Row[] = [];
  for await (const row of rows) {
    if (few.length === FEW) return null;
    few.push(row);
  }
  return few;
}
