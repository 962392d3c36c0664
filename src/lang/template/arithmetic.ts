import { unreachable } from "../../util/invariant.ts";

/** Arithmetic over numbers and variables, as in `{{eval "first_seen_epoch-15*60*1000"}}`. */
export type Arithmetic =
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "negated"; readonly operand: Arithmetic }
  | {
      readonly kind: "operation";
      readonly operator: ArithmeticOperator;
      readonly left: Arithmetic;
      readonly right: Arithmetic;
    };

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";

/** The result; undefined when a variable has no number or the result is none (a division by zero). */
export function evaluate(expression: Arithmetic, variable: (name: string) => number | undefined): number | undefined {
  const result = compute(expression, variable);
  return Number.isFinite(result) ? result : undefined;
}

function compute(expression: Arithmetic, variable: (name: string) => number | undefined): number {
  switch (expression.kind) {
    case "number":
      return expression.number;
    case "variable":
      return variable(expression.name) ?? Number.NaN;
    case "negated":
      return -compute(expression.operand, variable);
    case "operation":
      return apply(expression.operator, compute(expression.left, variable), compute(expression.right, variable));
    default:
      return unreachable(expression);
  }
}

function apply(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    default:
      return unreachable(operator);
  }
}
