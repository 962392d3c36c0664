import type { Rule } from "../../rule/rule.ts";

/** ms before a detection in which an alert may lie that it is folded into, whatever the runs. Finite: a window does not slide. */
export function foldReach({ suppression }: Pick<Rule, "suppression">): number {
  return suppression?.duration ?? 0;
}

/** Whether something begins anew with each run, so that a run can only be found anew as a whole. */
export function needsWholeRuns({ suppression, maxSignals }: Pick<Rule, "suppression" | "maxSignals">): boolean {
  return maxSignals !== null || (suppression !== null && suppression.duration === null);
}
