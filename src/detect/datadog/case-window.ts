import type { Condition } from "../../lang/datadog/condition.ts";
import type { DatadogCase, DatadogQuery } from "../../rule/rule.ts";
import { Queue } from "../queue.ts";
import { aggregates, type Values } from "./aggregates.ts";
import { holdsNow, holdsOver, isPlain } from "./evaluate-condition.ts";
import { isMonotone } from "./is-monotone.ts";
import type { Step } from "./step.ts";
import { thenTracker, type WindowTracker } from "./then-tracker.ts";

/** The evaluation window of one group: the steps in it and the case that they satisfy. */
export interface CaseWindow {
  /** Slides to the step's time and takes it in. */
  push(step: Step): void;
  /** The first case whose condition holds now; null: none. */
  firstMatch(): DatadogCase | null;
  readonly values: Values;
  /** Oldest first. */
  steps(): readonly Step[];
}

/** `(t - width, t]`; a width of 0 holds the newest step alone. A case without a condition holds at every step. */
export function caseWindow(queries: readonly DatadogQuery[], cases: readonly DatadogCase[], width: number): CaseWindow {
  const steps = new Queue<Step>();
  const window = aggregates(queries);
  const trackers = cases.map((each) => trackerOf(each.condition, queries, window.values, steps));
  const slideTo = (time: number) => {
    for (let oldest = steps.first(); oldest !== undefined; oldest = steps.first()) {
      if (width > 0 && oldest.event.time > time - width) return;
      steps.shift();
      window.shift(oldest);
      for (const tracker of trackers) tracker.shift();
    }
  };
  return {
    push(step) {
      slideTo(step.event.time);
      steps.push(step);
      window.push(step);
      for (const tracker of trackers) tracker.push(step);
    },
    firstMatch: () => cases.find((_, index) => trackers[index]?.holds() === true) ?? null,
    values: window.values,
    steps: () => steps.toArray(),
  };
}

function trackerOf(
  condition: Condition | null,
  queries: readonly DatadogQuery[],
  values: Values,
  steps: Queue<Step>,
): WindowTracker {
  const follows = { push: () => undefined, shift: () => undefined };
  if (condition === null) return { ...follows, holds: () => true };
  if (isPlain(condition)) return { ...follows, holds: () => holdsNow(condition, values) };
  if (condition.kind === "then" && isMonotone(condition.first, queries) && isMonotone(condition.then, queries)) {
    return thenTracker(condition, queries);
  }
  return { ...follows, holds: () => holdsOver(condition, steps.toArray(), queries) };
}
