import { allOf } from "../../ir/build.ts";
import type { Predicate } from "../../ir/expr.ts";
import type { BetweenPlan, EventsPlan, FilterPlan, Plan, SelectColumn } from "../../ir/plan.ts";
import { unreachable } from "../../util/invariant.ts";

/** Which events a plan reads, and what of them. */
export interface PlanBase {
  /** Constant when it reads every event of the time range. */
  readonly predicate: Predicate;
  /** Epoch ms, `[from, to)`; null is open. */
  readonly from: number | null;
  readonly to: number | null;
  readonly columns: readonly SelectColumn[];
}

/** Null for plans that deliver whole events. */
export function planBase(plan: Plan): PlanBase | null {
  switch (plan.kind) {
    case "events":
    case "filter":
    case "between":
      return null;
    case "select":
      return { ...sourceOf(plan.input), columns: plan.columns };
    case "explode":
    case "among":
    case "crowded":
    case "thinned":
    case "aggregate":
    case "sort":
      return planBase(plan.input);
    default:
      return unreachable(plan);
  }
}

type Source = Omit<PlanBase, "columns">;

function sourceOf(plan: EventsPlan | FilterPlan | BetweenPlan): Source {
  switch (plan.kind) {
    case "events":
      return { predicate: allOf([]), from: null, to: null };
    case "filter": {
      const { predicate, ...times } = sourceOf(plan.input);
      const isEverything = predicate.kind === "constant" && predicate.holds;
      return { ...times, predicate: isEverything ? plan.predicate : allOf([predicate, plan.predicate]) };
    }
    case "between": {
      const inner = sourceOf(plan.input);
      return { ...inner, from: later(inner.from, plan.from), to: earlier(inner.to, plan.to) };
    }
    default:
      return unreachable(plan);
  }
}

function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
