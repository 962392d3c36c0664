import { nowhere, type Span } from "../source/span.ts";
import type { Predicate } from "./expr.ts";

/** All hold. One operand stands for itself, none is true. */
export function allOf(operands: readonly Predicate[], span: Span = nowhere): Predicate {
  const [only] = operands;
  if (operands.length === 1 && only) return only;
  if (operands.length === 0) return { kind: "constant", holds: true, span };
  return { kind: "and", operands, span };
}

/** Any holds. One operand stands for itself, none is false. */
export function anyOf(operands: readonly Predicate[], span: Span = nowhere): Predicate {
  const [only] = operands;
  if (operands.length === 1 && only) return only;
  if (operands.length === 0) return { kind: "constant", holds: false, span };
  return { kind: "or", operands, span };
}

export function not(operand: Predicate, span: Span = nowhere): Predicate {
  return { kind: "not", operand, span };
}
