import { quoteKql } from "./quote-kql.ts";
import { SEARCH_FIELDS, type SearchClause } from "./search-clause.ts";

/** The clause in KQL over the ecs vocabulary. */
export function toKql(clause: SearchClause): string {
  if (clause.kind !== "field") {
    const parts = clause.clauses.map((each) => (each.kind === "field" ? toKql(each) : `(${toKql(each)})`));
    return parts.join(clause.kind === "all" ? " and " : " or ");
  }
  const options = [...clause.values.map(quoteKql), ...clause.prefixes.map((prefix) => `${prefix}*`)];
  const [only] = options;
  const wanted = options.length === 1 && only !== undefined ? only : `(${options.join(" or ")})`;
  return `${SEARCH_FIELDS[clause.field].ecs}: ${wanted}`;
}
