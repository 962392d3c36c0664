import type { Identities } from "../../ir/identity.ts";
import type { Plan, Row, RunPlan } from "../../ir/plan.ts";
import { planBase } from "./plan-base.ts";

const MOST_ROWS = 50_000;

/** Runs plans; aggregates over all events of a time range, which many rules ask for alike, only once. */
export function rememberWhole(rows: RunPlan, identities: Identities): RunPlan {
  const known = new Map<number, readonly Row[]>();
  return async function* (plan) {
    const identity = isOfWhole(plan) ? identities.ofPlan(plan) : undefined;
    const remembered = identity === undefined ? undefined : known.get(identity);
    if (identity === undefined) yield* rows(plan);
    else if (remembered !== undefined) yield* remembered;
    else {
      const all: Row[] = [];
      for await (const row of rows(plan)) all.push(row);
      if (all.length <= MOST_ROWS) known.set(identity, all);
      yield* all;
    }
  };
}

function isOfWhole(plan: Plan): boolean {
  const top = plan.kind === "sort" ? plan.input : plan;
  const base = planBase(plan);
  return top.kind === "aggregate" && base?.predicate.kind === "constant";
}
