import type { Predicate } from "../../ir/expr.ts";
import { isNeverFilled } from "../../ir/never-filled.ts";
import { unreachable } from "../../util/invariant.ts";
import { claimOf, contradict } from "./claim.ts";

/** True only when no event can satisfy the predicate; false says nothing. */
export function isImpossible(predicate: Predicate): boolean {
  switch (predicate.kind) {
    case "constant":
      return !predicate.holds;
    case "and":
      return predicate.operands.some(isImpossible) || contradict(conjuncts(predicate).flatMap(claimOf));
    case "or":
      return predicate.operands.every(isImpossible);
    case "not":
      return isCertain(predicate.operand);
    case "equals":
      return isNeverFilled(predicate.field.value) || contradict(claimOf(predicate));
    case "exists":
    case "compare":
    case "wildcard":
    case "cidr":
    case "words":
      return isNeverFilled(predicate.field.value);
    default:
      return unreachable(predicate);
  }
}

/** True only when every event satisfies the predicate; false says nothing. */
export function isCertain(predicate: Predicate): boolean {
  switch (predicate.kind) {
    case "constant":
      return predicate.holds;
    case "and":
      return predicate.operands.every(isCertain);
    case "or":
      return predicate.operands.some(isCertain);
    case "not":
      return isImpossible(predicate.operand);
    case "exists":
    case "equals":
    case "compare":
    case "wildcard":
    case "cidr":
    case "words":
      return false;
    default:
      return unreachable(predicate);
  }
}

/** What must hold together, however the conjunctions are nested. */
function conjuncts(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === "and" ? predicate.operands.flatMap(conjuncts) : [predicate];
}
