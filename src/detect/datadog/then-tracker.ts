import type { ThenCondition } from "../../lang/datadog/condition.ts";
import type { DatadogQuery } from "../../rule/rule.ts";
import { Queue } from "../queue.ts";
import { aggregates } from "./aggregates.ts";
import { holdsNow } from "./evaluate-condition.ts";
import type { Step } from "./step.ts";

/** Follows a window as it slides. */
export interface WindowTracker {
  push(step: Step): void;
  /** The oldest step of the window leaves. */
  shift(): void;
  holds(): boolean;
}

/**
 * `A THEN B` over a sliding window in O(1) amortised a step, for monotone A and B: the shortest older part over which A
 * holds leaves the longest newer part for B, and as the window slides that cut only moves forward.
 */
export function thenTracker(condition: ThenCondition, queries: readonly DatadogQuery[]): WindowTracker {
  const older = { steps: new Queue<Step>(), ...aggregates(queries) };
  const newer = { steps: new Queue<Step>(), ...aggregates(queries) };
  const take = (side: typeof older): Step | undefined => {
    const step = side.steps.shift();
    if (step !== undefined) side.shift(step);
    return step;
  };
  return {
    push(step) {
      newer.steps.push(step);
      newer.push(step);
    },
    shift() {
      take(older.steps.length > 0 ? older : newer);
    },
    holds() {
      while (!holdsNow(condition.first, older.values)) {
        const moved = newer.steps.length > 1 ? take(newer) : undefined;
        if (moved === undefined) return false;
        older.steps.push(moved);
        older.push(moved);
      }
      return holdsNow(condition.then, newer.values);
    },
  };
}
