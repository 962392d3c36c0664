import { allOf, anyOf, not } from "../../ir/build.ts";
import type { Predicate } from "../../ir/expr.ts";
import type { Exception, Rule } from "../../rule/rule.ts";
import { narrowed } from "../data-exclusion.ts";

/**
 * The rule without one of its Elastic exception items; null when the item takes no part in it, because it has expired. The items
 * stand in the method's predicate as they are, together under one `not`.
 */
export function withoutItem(rule: Rule, { predicate: item }: Exception): Rule | null {
  let isFound = false;
  const method = narrowed(rule.method, (predicate) => {
    const left = leaveOut(predicate, item);
    isFound ||= left !== null;
    return left ?? predicate;
  });
  return isFound ? { ...rule, method } : null;
}

function leaveOut(predicate: Predicate, item: Predicate): Predicate | null {
  if (predicate.kind !== "and") return null;
  const at = predicate.operands.findIndex((each) => each.kind === "not" && isAmong(each.operand, item));
  const excepted = predicate.operands[at];
  if (excepted?.kind !== "not") return null;
  const rest = excepted.operand === item || excepted.operand.kind !== "or" ? [] : excepted.operand.operands;
  const others = rest.filter((each) => each !== item);
  const left = others.length === 0 ? [] : [not(anyOf(others))];
  return allOf([...predicate.operands.slice(0, at), ...left, ...predicate.operands.slice(at + 1)]);
}

function isAmong(excepted: Predicate, item: Predicate): boolean {
  return excepted === item || (excepted.kind === "or" && excepted.operands.includes(item));
}
