import { detect } from "../detect/detect.ts";
import type { Plan, Row } from "../ir/plan.ts";
import type { Rule } from "../rule/rule.ts";

/** The plans with which a rule's method begins: what it asks of a store that answers nothing. */
export async function plansOf(rule: Rule): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  const rows = (plan: Plan): AsyncIterable<Row> => {
    plans.push(plan);
    return nothing();
  };
  await detect(rule, { rows, range: { from: null, to: null }, stored: { first: 0, last: 0 }, onCut: () => undefined });
  return plans;
}

async function* nothing(): AsyncGenerator<Row> {}
