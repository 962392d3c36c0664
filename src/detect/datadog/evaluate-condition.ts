import type { ComparisonCondition, Condition } from "../../lang/datadog/condition.ts";
import type { DatadogQuery } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";
import { aggregates, type Values } from "./aggregates.ts";
import type { Step } from "./step.ts";

/** No THEN in it at any depth: the aggregates alone decide. */
export function isPlain(condition: Condition): boolean {
  switch (condition.kind) {
    case "comparison":
      return true;
    case "all":
    case "any":
      return condition.operands.every(isPlain);
    case "then":
      return false;
    default:
      return unreachable(condition);
  }
}

/** Whether a plain condition holds. A comparison with a query from which the group is absent never does. */
export function holdsNow(condition: Condition, values: Values): boolean {
  switch (condition.kind) {
    case "comparison":
      return compares(condition, values(condition.label));
    case "all":
      return condition.operands.every((each) => holdsNow(each, values));
    case "any":
      return condition.operands.some((each) => holdsNow(each, values));
    case "then":
      throw new Error("bug: THEN needs the steps of the window");
    default:
      return unreachable(condition);
  }
}

/**
 * Whether any condition holds over the steps of a window, oldest first: `A THEN B` when the steps can be cut in two so
 * that A holds over the older part and B over the newer one. Quadratic in the steps for each THEN.
 */
export function holdsOver(condition: Condition, steps: readonly Step[], queries: readonly DatadogQuery[]): boolean {
  switch (condition.kind) {
    case "comparison":
      return compares(condition, valuesOf(steps, queries)(condition.label));
    case "all":
      return condition.operands.every((each) => holdsOver(each, steps, queries));
    case "any":
      return condition.operands.some((each) => holdsOver(each, steps, queries));
    case "then":
      return steps.some(
        (_, cut) =>
          holdsOver(condition.first, steps.slice(0, cut), queries) &&
          holdsOver(condition.then, steps.slice(cut), queries),
      );
    default:
      return unreachable(condition);
  }
}

function valuesOf(steps: readonly Step[], queries: readonly DatadogQuery[]): Values {
  const all = aggregates(queries);
  for (const step of steps) all.push(step);
  return all.values;
}

function compares(comparison: ComparisonCondition, value: number | null): boolean {
  if (value === null) return false;
  switch (comparison.operator) {
    case ">":
      return value > comparison.number;
    case ">=":
      return value >= comparison.number;
    case "<":
      return value < comparison.number;
    case "<=":
      return value <= comparison.number;
    default:
      return unreachable(comparison.operator);
  }
}
