import type { DatadogQuery } from "../../rule/rule.ts";
import type { DetectContext } from "../detection.ts";
import { columnNames } from "../plans.ts";
import { numberOf, textsOf } from "../rows.ts";
import type { Group } from "../settle.ts";
import { edgesPlan, type Span } from "./plans.ts";

/** Times of a group's first and last event in a span, epoch ms. */
export interface Edges {
  readonly first: number;
  readonly last: number;
}

/** By the group; null for one that has no event in the span. `only`: of these; null: of all. */
export async function readEdges(
  context: Pick<DetectContext, "rows">,
  query: DatadogQuery,
  span: Span,
  only: readonly Group[] | null,
): Promise<(group: Group) => Edges | null> {
  const names = columnNames("g", query.groupBy);
  const edges = new Map<string, Edges>();
  for await (const row of context.rows(edgesPlan(query, span, only))) {
    if (row["first"] === null) continue;
    edges.set(JSON.stringify(textsOf(row, names)), { first: numberOf(row, "first"), last: numberOf(row, "last") });
  }
  return (group) => edges.get(JSON.stringify(group)) ?? null;
}
