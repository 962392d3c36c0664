import { SEVERITIES, type Severity } from "../rule/rule.ts";

export const MOST_SEVERE_FIRST: readonly Severity[] = [...SEVERITIES].reverse();

/** 0: the most severe. */
export function severityRank(severity: Severity): number {
  return MOST_SEVERE_FIRST.indexOf(severity);
}
