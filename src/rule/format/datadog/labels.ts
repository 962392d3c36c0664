import { quote } from "../quote.ts";
import type { Report } from "../report.ts";
import type { QueryKeys } from "./datadog-context.ts";

/** The names of the queries in conditions; those without a name are a, b, c ... by position, as Datadog's server has it. */
export function readLabels(queries: readonly QueryKeys[], report: Report): readonly string[] {
  const labels = queries.map(({ value }, i) => value.name?.value || letter(i));
  for (const [i, label] of labels.entries()) {
    if (labels.indexOf(label) === i) continue;
    const place = queries[i]?.value.name?.tree ?? queries[i]?.tree;
    if (place) report.error("invalid-value", place.span, `two queries have the name ${quote(label)}`);
  }
  return labels;
}

function letter(position: number): string {
  return position < 26 ? String.fromCharCode("a".charCodeAt(0) + position) : `q${position + 1}`;
}
