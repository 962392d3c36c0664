import { SEVERITIES, type Severity } from "../rule/rule.ts";
import { invariant } from "../util/invariant.ts";

/** 0 for `info` to 4 for `critical`: how the outbox keeps it. */
export function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

export function severityOf(rank: number): Severity {
  const severity = SEVERITIES[rank];
  invariant(severity !== undefined, `no severity has the rank ${rank}`);
  return severity;
}
