import type { Plan } from "../ir/plan.ts";
import { unreachable } from "../util/invariant.ts";

/** Epoch ms, `[from, to)`; null: no bound. */
export interface Span {
  readonly from: number | null;
  readonly to: number | null;
}

/** A span that holds the time of every event that a plan looks at: the intersection of its own bounds. */
export function spanOf(plan: Plan): Span {
  switch (plan.kind) {
    case "events":
      return { from: null, to: null };
    case "between": {
      const { from, to } = spanOf(plan.input);
      return { from: tighter(Math.max, from, plan.from), to: tighter(Math.min, to, plan.to) };
    }
    case "filter":
    case "select":
    case "explode":
    case "among":
    case "crowded":
    case "thinned":
    case "aggregate":
    case "sort":
      return spanOf(plan.input);
    default:
      return unreachable(plan);
  }
}

function tighter(choose: (a: number, b: number) => number, a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return choose(a, b);
}

/** Whether a part may hold an event in the span. */
export function overlaps(part: { readonly first: number; readonly last: number }, { from, to }: Span): boolean {
  return (from === null || part.last >= from) && (to === null || part.first < to);
}
