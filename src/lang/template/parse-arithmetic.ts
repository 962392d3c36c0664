import type { Arithmetic, ArithmeticOperator } from "./arithmetic.ts";

export type ParsedArithmetic =
  | { readonly ok: true; readonly expression: Arithmetic }
  /** `at`: offset into the text. */
  | { readonly ok: false; readonly at: number; readonly message: string };

interface State {
  readonly text: string;
  at: number;
  depth: number;
}

const DEEPEST = 50;

class ArithmeticError extends Error {}

/** Parses `+ - * / %`, unary minus, parentheses, decimal numbers and variables (`first_seen_epoch`, `@duration`). */
export function parseArithmetic(text: string): ParsedArithmetic {
  const state: State = { text, at: 0, depth: 0 };
  try {
    const expression = parseSum(state);
    if (state.at < text.length) throw expected("an operator", state);
    return { ok: true, expression };
  } catch (error) {
    if (error instanceof ArithmeticError) return { ok: false, at: state.at, message: error.message };
    throw error;
  }
}

function expected(what: string, { text, at }: State): ArithmeticError {
  const found = text[at] === undefined ? "the end" : `"${text[at]}"`;
  return new ArithmeticError(`expected ${what}, found ${found}`);
}

/** `Sum : Product (("+" | "-") Product)*` */
function parseSum(state: State): Arithmetic {
  return parseChain(state, ["+", "-"], parseProduct);
}

/** `Product : Unary (("*" | "/" | "%") Unary)*` */
function parseProduct(state: State): Arithmetic {
  return parseChain(state, ["*", "/", "%"], parseUnary);
}

function parseChain(
  state: State,
  operators: readonly ArithmeticOperator[],
  parse: (state: State) => Arithmetic,
): Arithmetic {
  let left = parse(state);
  for (;;) {
    const operator = operators.find((each) => state.text[state.at] === each);
    if (operator === undefined) return left;
    state.at += 1;
    left = { kind: "operation", operator, left, right: parse(state) };
  }
}

/** `Unary : "-" Unary | "(" Sum ")" | Number | Variable`, with the space around it. */
function parseUnary(state: State): Arithmetic {
  state.depth += 1;
  if (state.depth > DEEPEST) throw new ArithmeticError("the expression is nested too deep");
  take(state, /\s*/y);
  const result = parsePrimary(state);
  take(state, /\s*/y);
  state.depth -= 1;
  return result;
}

function parsePrimary(state: State): Arithmetic {
  if (take(state, /-/y) !== undefined) return { kind: "negated", operand: parseUnary(state) };
  if (take(state, /\(/y) !== undefined) return parseParenthesised(state);
  const number = take(state, /\d{1,20}(?:\.\d{1,20})?/y);
  if (number !== undefined) return { kind: "number", number: Number(number) };
  const name = take(state, /@?[A-Za-z_][\w.]*/y);
  if (name !== undefined) return { kind: "variable", name };
  throw expected("a number or a variable", state);
}

function parseParenthesised(state: State): Arithmetic {
  const inner = parseSum(state);
  if (take(state, /\)/y) === undefined) throw expected('")"', state);
  return inner;
}

function take(state: State, sticky: RegExp): string | undefined {
  sticky.lastIndex = state.at;
  const found = sticky.exec(state.text)?.[0];
  state.at += found?.length ?? 0;
  return found;
}
