import { quoteSearch } from "./quote-search.ts";
import { SEARCH_FIELDS, type SearchClause } from "./search-clause.ts";

/** The clause as a Datadog log search; null when a value cannot be written in that language. */
export function toSearch(clause: SearchClause): string | null {
  if (clause.kind !== "field") {
    const parts = clause.clauses.map((each) => nested(each));
    return parts.includes(null) ? null : parts.join(clause.kind === "all" ? " AND " : " OR ");
  }
  const values = clause.values.map(quoteSearch);
  if (values.includes(null)) return null;
  const options = [...values, ...clause.prefixes.map((prefix) => `${prefix}*`)];
  const wanted = options.length === 1 ? options.join("") : `(${options.join(" OR ")})`;
  return `${SEARCH_FIELDS[clause.field].datadog}:${wanted}`;
}

function nested(clause: SearchClause): string | null {
  const text = toSearch(clause);
  return clause.kind === "field" || text === null ? text : `(${text})`;
}
