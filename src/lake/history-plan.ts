import type { AggregatePlan } from "../ir/plan.ts";

/** An aggregate of counts, minima and maxima over events without bounds of time: of two sets of events, it can be merged. */
export type DerivablePlan = AggregatePlan;
