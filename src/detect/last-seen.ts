import type { FilterPlan, Plan, SelectColumn } from "../ir/plan.ts";
import type { DetectContext } from "./detection.ts";
import { among, explodeAll, select } from "./plans.ts";
import { numberOf, textsOf } from "./rows.ts";

/** Combinations of texts, by their columns. */
export interface Combinations {
  readonly events: FilterPlan;
  /** List columns that the combinations are made of. */
  readonly columns: readonly SelectColumn[];
}

/** Rows of each combination with `last`: time of the last of the events that has it. */
export function lastSeenPlan({ events, columns }: Combinations, tuples: readonly (readonly string[])[] | null): Plan {
  const names = columns.map((column) => column.name);
  const seen: Plan = {
    kind: "aggregate",
    input: explodeAll(select(events, [{ name: "time", shape: "time" }, ...columns]), names),
    by: names,
    measures: [{ name: "last", fn: "max", column: "time" }],
  };
  return tuples === null ? seen : among(seen, names, tuples);
}

/** When each of the tuples was seen last in the events, epoch ms; by the tuple's JSON. What was not seen is not there. */
export async function lastSeen(
  context: Pick<DetectContext, "rows">,
  combinations: Combinations,
  tuples: readonly (readonly string[])[],
): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  if (tuples.length === 0) return seen;
  const names = combinations.columns.map((column) => column.name);
  for await (const row of context.rows(lastSeenPlan(combinations, tuples))) {
    seen.set(JSON.stringify(textsOf(row, names)), numberOf(row, "last"));
  }
  return seen;
}
