import type { Predicate } from "../../ir/expr.ts";
import type { Span } from "../../source/span.ts";

/** All of them, with constants folded. */
export function all(operands: readonly Predicate[], span: Span): Predicate {
  if (operands.some((each) => each.kind === "constant" && !each.holds)) return constant(false, span);
  const kept = operands.filter((each) => each.kind !== "constant");
  if (kept.length === 0) return constant(true, span);
  return only(kept) ?? { kind: "and", operands: kept, span };
}

/** One of them, with constants folded. */
export function any(operands: readonly Predicate[], span: Span): Predicate {
  if (operands.some((each) => each.kind === "constant" && each.holds)) return constant(true, span);
  const kept = operands.filter((each) => each.kind !== "constant");
  if (kept.length === 0) return constant(false, span);
  return only(kept) ?? { kind: "or", operands: kept, span };
}

export function not(operand: Predicate, span: Span): Predicate {
  return operand.kind === "constant" ? constant(!operand.holds, span) : { kind: "not", operand, span };
}

export function constant(holds: boolean, span: Span): Predicate {
  return { kind: "constant", holds, span };
}

function only(operands: readonly Predicate[]): Predicate | undefined {
  return operands.length === 1 ? operands[0] : undefined;
}
