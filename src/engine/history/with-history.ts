import type { TimeRange } from "../../detect/detection.ts";
import type { RunPlan } from "../../ir/plan.ts";
import type { History } from "../../lake/history.ts";
import type { Span } from "../../lake/plan-span.ts";
import { DAY } from "../../util/duration.ts";
import { derivableOf } from "./derivable.ts";

/**
 * Answers what the methods ask about the time before the range from `history`, everything else from `rows`. It changes no result.
 * Only spans that begin a day or more before the range are worth a table: without a range's start there are none.
 */
export function withHistory(rows: RunPlan, history: History, { from }: TimeRange): RunPlan {
  if (from === null) return rows;
  return (plan) => {
    const derivable = derivableOf(plan);
    return derivable === null || !reachesBack(derivable.span, from) ? rows(plan) : history.rows(derivable);
  };
}

function reachesBack(span: Span, from: number): boolean {
  return span.from === null || span.from <= from - DAY;
}
