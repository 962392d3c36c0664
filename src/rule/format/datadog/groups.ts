import { quote } from "../quote.ts";
import type { Report } from "../report.ts";
import type { DatadogKeys } from "./datadog-context.ts";

/** The queries of a rule are joined by the values of their group-by fields, by position. */
export function reportGroups(keys: DatadogKeys, report: Report): void {
  const queries = keys.queries?.value ?? [];
  const [first, ...others] = queries.map((query) => query.value.groupByFields?.value.length ?? 0);
  for (const [i, count] of others.entries()) {
    const query = queries[i + 1];
    if (count === first || !query) continue;
    const place = query.value.groupByFields?.tree ?? query.tree;
    const message = `groupByFields: queries are joined by position, the first has ${first} fields and this one ${count}`;
    report.error("invalid-value", place.span, message);
  }
  reportSignalGroups(keys, report);
}

function reportSignalGroups(keys: DatadogKeys, report: Report): void {
  const given = keys.groupSignalsBy;
  if (!given || given.value.length === 0) return;
  const fields = (keys.queries?.value ?? []).map((query) => query.value.groupByFields?.value ?? []);
  const names = new Set(fields.flat().map(({ value }) => value.text));
  const strangers = given.value.filter(({ value }) => !names.has(value.text));
  for (const { value } of strangers) {
    report.error("invalid-value", value.span, `groupSignalsBy: no query is grouped by ${quote(value.text)}`);
  }
  if (strangers.length > 0 || given.value.length >= (fields[0]?.length ?? 0)) return;
  const message = "groupSignalsBy: signals for fewer fields than the queries are grouped by are not supported";
  report.error("unsupported-feature", given.tree.span, message);
}
