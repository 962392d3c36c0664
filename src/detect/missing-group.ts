import { allOf, anyOf, not } from "../ir/build.ts";
import type { Field, Predicate } from "../ir/expr.ts";
import type { DetectContext } from "./detection.ts";
import { matching, select } from "./plans.ts";
import { exists } from "./predicates.ts";
import { numberOf } from "./rows.ts";

/** Events that a query takes and the fields without which it cannot use them. */
export interface Needed {
  readonly predicate: Predicate;
  readonly fields: readonly Field[];
}

/** How many events of the range satisfied a query but lacked one of its fields. An event counts once. 0 when nobody asks. */
export async function countMissing(context: DetectContext, needs: readonly Needed[]): Promise<number> {
  if (context.isForAlerts) return 0;
  const lacking = needs
    .filter((need) => need.fields.length > 0)
    .map((need) => allOf([need.predicate, not(allOf(need.fields.map(exists)))]));
  if (lacking.length === 0) return 0;
  const events = matching(anyOf(lacking), context.range.from, context.range.to);
  const rows = context.rows({
    kind: "aggregate",
    input: select(events, [{ name: "time", shape: "time" }]),
    by: [],
    measures: [{ name: "events", fn: "count" }],
  });
  for await (const row of rows) return numberOf(row, "events");
  return 0;
}

/** Time of the first stored event that satisfies the query and has its fields, whatever the range; null without one. */
export async function firstUsable(context: DetectContext, need: Needed): Promise<number | null> {
  const usable = allOf([need.predicate, ...need.fields.map(exists)]);
  const rows = context.rows({
    kind: "aggregate",
    input: select(matching(usable, null, null), [{ name: "time", shape: "time" }]),
    by: [],
    measures: [
      { name: "events", fn: "count" },
      { name: "first", fn: "min", column: "time" },
    ],
  });
  for await (const row of rows) return numberOf(row, "events") === 0 ? null : numberOf(row, "first");
  return null;
}
