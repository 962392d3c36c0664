import type { Predicate, Value } from "../ir/expr.ts";
import { holds } from "../ir/holds.ts";
import { unreachable } from "../util/invariant.ts";

/**
 * What a predicate comes to in every event, as far as that follows from the fields that hold the same text in all of them
 * (`event.dataset`, Datadog's `source`); undefined when it depends on anything else.
 */
export function constantOutcome(predicate: Predicate): boolean | undefined {
  switch (predicate.kind) {
    case "constant":
      return predicate.holds;
    case "and":
      return foldAll(predicate.operands, false);
    case "or":
      return foldAll(predicate.operands, true);
    case "not": {
      const inner = constantOutcome(predicate.operand);
      return inner === undefined ? undefined : !inner;
    }
    case "exists":
    case "equals":
    case "compare":
    case "wildcard":
    case "cidr":
    case "words":
      return predicate.field.value.kind === "constant" ? holds(predicate, textOf) : undefined;
    default:
      return unreachable(predicate);
  }
}

/** `decisive` in any operand decides; the opposite takes all of them. */
function foldAll(operands: readonly Predicate[], decisive: boolean): boolean | undefined {
  const outcomes = operands.map(constantOutcome);
  if (outcomes.includes(decisive)) return decisive;
  return outcomes.includes(undefined) ? undefined : !decisive;
}

function textOf(value: Value): readonly string[] {
  return value.kind === "constant" ? [value.text] : [];
}
