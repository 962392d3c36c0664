import type { DatadogQuery } from "../../rule/rule.ts";
import { aggregate } from "./aggregate.ts";
import type { Sample, Step } from "./step.ts";

/** Query label -> value; null when the group is absent from the query's window. */
export type Values = (label: string) => number | null;

/** The aggregates of all queries over one window of steps. */
export interface Aggregates {
  push(step: Step): void;
  shift(oldest: Step): void;
  readonly values: Values;
}

export function aggregates(queries: readonly DatadogQuery[]): Aggregates {
  const all = queries.map((query) => ({ label: query.label, aggregate: aggregate(query.aggregation) }));
  const each = (step: Step, apply: (index: number, sample: Sample) => void) => {
    step.samples.forEach((sample, index) => {
      if (sample !== null) apply(index, sample);
    });
  };
  return {
    push: (step) => each(step, (index, sample) => all[index]?.aggregate.push(sample)),
    shift: (oldest) => each(oldest, (index, sample) => all[index]?.aggregate.shift(sample)),
    values: (label) => all.find((one) => one.label === label)?.aggregate.value() ?? null,
  };
}
