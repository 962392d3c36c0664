import type { FilterPlan, Plan } from "../ir/plan.ts";
import type { NewValueMethod } from "../rule/rule.ts";
import { groupFields } from "./datadog/group-fields.ts";
import { type EarlierValues, learnsFirst, NOTHING_EARLIER } from "./datadog/known-values.ts";
import type { DetectContext } from "./detection.ts";
import { type GroupCursor, groupCursor } from "./group-cursor.ts";
import { type Combinations, lastSeenPlan } from "./last-seen.ts";
import { among, columnNames, explodeAll, listColumns, matching, select } from "./plans.ts";
import { numberOf, textsOf } from "./rows.ts";

/** What groups showed before `start`. They must be asked for in their order. */
export interface EarlierOfGroups {
  of(group: readonly string[]): Promise<EarlierValues>;
  close(): Promise<void>;
}

/** Tuples of which a list is made; of more, everything that was ever seen is read. */
const MOST_TUPLES = 5_000;

/** `events`: those that are evaluated, from `start` on. Only what they show again is looked up. */
export async function earlierValues(
  method: NewValueMethod,
  context: Pick<DetectContext, "rows">,
  start: number | null,
  events: FilterPlan,
): Promise<EarlierOfGroups> {
  if (start === null) return { of: async () => NOTHING_EARLIER, close: async () => undefined };
  const groups = columnNames("g", method.query.groupBy);
  const values = columnNames("v", method.values);
  const columns = [...listColumns("g", groupFields(method.query)), ...listColumns("v", method.values)];
  const shown = await shownIn(context, { events, columns });
  const before = { events: matching(method.query.predicate, null, start), columns };
  const seen =
    shown?.length === 0 ? null : groupCursor(context.rows(sorted(lastSeenPlan(before, shown), groups)), groups);
  const known = seen !== null && learnsFirst(method) ? groupsCursor(context, before, groups, shown) : null;
  return {
    async of(group) {
      const rows = (await seen?.take(group)) ?? [];
      const lastSeen = new Map(rows.map((row) => [JSON.stringify(textsOf(row, values)), numberOf(row, "last")]));
      const some = rows.length > 0 || ((await known?.take(group)) ?? []).some((row) => row["last"] !== null);
      return { lastSeen, some };
    },
    async close() {
      await Promise.all([seen?.close(), known?.close()]);
    },
  };
}

/** The combinations that the events show; null: too many for a list. */
async function shownIn(
  context: Pick<DetectContext, "rows">,
  combinations: Combinations,
): Promise<readonly (readonly string[])[] | null> {
  const names = combinations.columns.map((column) => column.name);
  const shown: string[][] = [];
  for await (const row of context.rows(lastSeenPlan(combinations, null))) {
    if (shown.length === MOST_TUPLES) return null;
    shown.push(textsOf(row, names));
  }
  return shown;
}

/** A row for each group that showed any value at all. */
function groupsCursor(
  context: Pick<DetectContext, "rows">,
  { events, columns }: Combinations,
  groups: readonly string[],
  shown: readonly (readonly string[])[] | null,
): GroupCursor {
  const names = columns.map((column) => column.name);
  const seen: Plan = {
    kind: "aggregate",
    input: explodeAll(select(events, [{ name: "time", shape: "time" }, ...columns]), names),
    by: groups,
    measures: [{ name: "last", fn: "max", column: "time" }],
  };
  const wanted = new Map(shown?.map((tuple) => [JSON.stringify(tuple.slice(0, groups.length)), tuple]));
  const tuples = [...wanted.values()].map((tuple) => tuple.slice(0, groups.length));
  return groupCursor(context.rows(sorted(among(seen, groups, tuples), groups)), groups);
}

function sorted(input: Plan, by: readonly string[]): Plan {
  return by.length === 0 ? input : { kind: "sort", input, by };
}
