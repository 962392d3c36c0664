import { not } from "../../../ir/build.ts";
import type { Predicate } from "../../../ir/expr.ts";
import type { DatadogContext, DatadogKeys } from "./datadog-context.ts";
import { compileOne } from "./datadog-query.ts";

/** The old filters of a rule, which hold for all of its queries. Null when a diagnostic says why not. */
export function readRuleFilters(keys: DatadogKeys, context: DatadogContext): readonly Predicate[] | null {
  const given = keys.filters;
  if (given && given.value.length > 0) {
    context.report.info("deprecated", given.tree.span, "filters: Datadog has replaced them by suppressions");
  }
  const predicates = (given?.value ?? []).map(({ value: { action, query } }) => {
    const predicate = query ? compileOne(query.value, context) : null;
    return predicate && action?.value === "suppress" ? not(predicate) : predicate;
  });
  const known = predicates.filter((predicate) => predicate !== null);
  return known.length === predicates.length ? known : null;
}
