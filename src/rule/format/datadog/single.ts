import type { Severity } from "../../rule.ts";
import { caseName, statusOf } from "./cases.ts";
import type { CaseKeys, DatadogContext, DatadogKeys } from "./datadog-context.ts";
import type { ReadQuery } from "./datadog-query.ts";

/** The one query of a method that looks at one only. */
export function onlyQuery(queries: readonly ReadQuery[], { report }: DatadogContext): ReadQuery | null {
  const [first, second] = queries;
  if (second) report.error("invalid-value", second.tree.span, "queries: this detection method takes one query only");
  return first ?? null;
}

export interface FirstCase {
  readonly given: CaseKeys;
  readonly name: string | null;
  readonly status: Severity;
}

export function firstCase(keys: DatadogKeys): FirstCase | null {
  const [given] = keys.cases?.value ?? [];
  const status = given && statusOf(given);
  return given && status ? { given, name: caseName(given.value), status } : null;
}
