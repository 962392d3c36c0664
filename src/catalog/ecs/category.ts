import { not } from "../../ir/build.ts";
import type { Value } from "../../ir/expr.ts";
import type { Binding } from "../../ir/vocabulary.ts";
import { all, constant, isEvent, when } from "../vocabulary/values.ts";
import { CATEGORIES, type CategoryRow, DEFAULT_TYPE } from "./categories.ts";

export const CATEGORY: readonly Binding[] = [
  { name: "event.category", type: "text", value: all(labels(({ category }) => [category])) },
  {
    name: "event.type",
    type: "text",
    value: all([
      ...labels(({ types }) => types),
      when(not(isEvent(CATEGORIES.flatMap(({ names }) => names))), constant(DEFAULT_TYPE)),
    ]),
  },
];

/** One constant for each label, in the events of all rows that carry it. */
function labels(labelsOf: (row: CategoryRow) => readonly string[]): Value[] {
  const names = new Map<string, string[]>();
  for (const row of CATEGORIES) {
    for (const label of labelsOf(row)) names.set(label, [...(names.get(label) ?? []), ...row.names]);
  }
  return [...names].map(([label, events]) => when(isEvent(events), constant(label)));
}
