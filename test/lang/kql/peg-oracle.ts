import type { PatternPart, Query, Value, Values } from "../../../src/lang/kql/ast.ts";
import { nowhere } from "../../../src/source/span.ts";

type Result<T> = { readonly node: T; readonly end: number } | undefined;

/** What an unquoted run is made of: text, and stars that are no text. */
type Piece = string | { readonly star: true };

const span = nowhere;
const SPACE = /[ \t\r\n\u00a0]/;
const ESCAPE = /^\\(?:[trn]|[\\():<>"*{}]|u[0-9a-fA-F]{4}|[oO][rR]|[aA][nN][dD]|[nN][oO][tT])/;

/**
 * KQL by the letter of its grammar: ordered choice and backtracking over characters, no tokens. Slow; undefined when the
 * text is not in the language. The parser must agree with it on every text.
 */
export function parseByGrammar(text: string): Query | undefined {
  const cache = new Map<string, Result<unknown>>();

  function once<T>(rule: string, at: number, parse: () => Result<T>): Result<T> {
    const key = `${rule} ${at}`;
    if (!cache.has(key)) cache.set(key, parse());
    return cache.get(key) as Result<T>;
  }

  const spaces = (at: number): number => (SPACE.test(text[at] ?? "") ? spaces(at + 1) : at);
  const word = (at: number, length: number) => text.slice(at, at + length).toLowerCase();

  function operator(at: number, keyword: "and" | "or"): number | undefined {
    const start = spaces(at);
    const end = start + keyword.length;
    return start > at && word(start, keyword.length) === keyword && spaces(end) > end ? spaces(end) : undefined;
  }

  function negation(at: number): number | undefined {
    return word(at, 3) === "not" && spaces(at + 3) > at + 3 ? spaces(at + 3) : undefined;
  }

  function keywordAt(at: number): boolean {
    if (word(at, 3) === "not" && SPACE.test(text[at + 3] ?? "")) return true;
    if (!SPACE.test(text[at] ?? "")) return false;
    return ["and", "or"].some(
      (each) => word(at + 1, each.length) === each && SPACE.test(text[at + 1 + each.length] ?? ""),
    );
  }

  function chain<T>(
    at: number,
    keyword: "and" | "or",
    operand: (at: number) => Result<T>,
    join: (nodes: T[]) => T,
  ): Result<T> {
    const first = operand(at);
    if (!first) return undefined;
    const nodes = [first.node];
    let end = first.end;
    for (;;) {
      const start = operator(end, keyword);
      const next = start === undefined ? undefined : operand(start);
      if (!next) break;
      nodes.push(next.node);
      end = next.end;
    }
    return { node: nodes.length === 1 ? first.node : join(nodes), end };
  }

  function bracketed<T>(at: number, open: string, close: string, inner: (at: number) => Result<T>): Result<T> {
    if (text[at] !== open) return undefined;
    const found = inner(spaces(at + 1));
    if (!found || text[spaces(found.end)] !== close) return undefined;
    return { node: found.node, end: spaces(found.end) + 1 };
  }

  const or = (at: number): Result<Query> =>
    once("or", at, () => chain(at, "or", and, (operands) => ({ kind: "or", operands, span })));
  const and = (at: number): Result<Query> =>
    once("and", at, () => chain(at, "and", not, (operands) => ({ kind: "and", operands, span })));

  function not(at: number): Result<Query> {
    const start = negation(at);
    const inner = start === undefined ? undefined : sub(start);
    return inner ? { node: { kind: "not", operand: inner.node, span }, end: inner.end } : sub(at);
  }

  const sub = (at: number): Result<Query> =>
    bracketed(at, "(", ")", or) ?? nested(at) ?? range(at) ?? match(at) ?? term(at);

  function colon(at: number): Result<Value> {
    const field = literal(at);
    if (!field || text[spaces(field.end)] !== ":") return undefined;
    return { node: field.node, end: spaces(spaces(field.end) + 1) };
  }

  function nested(at: number): Result<Query> {
    const field = colon(at);
    const inner = field && bracketed(field.end, "{", "}", or);
    return inner && { node: { kind: "nested", field: name(field.node, at), query: inner.node, span }, end: inner.end };
  }

  function range(at: number): Result<Query> {
    const field = literal(at);
    const start = field ? spaces(field.end) : at;
    const sign = (["<=", ">=", "<", ">"] as const).find((each) => text.startsWith(each, start));
    const value = field && sign && literal(spaces(start + sign.length));
    if (!value || !sign) return undefined;
    return {
      node: { kind: "range", field: name(field.node, at), operator: sign, value: value.node, span },
      end: value.end,
    };
  }

  function match(at: number): Result<Query> {
    const field = colon(at);
    const values = field && list(field.end);
    return (
      values && { node: { kind: "match", field: name(field.node, at), values: values.node, span }, end: values.end }
    );
  }

  function term(at: number): Result<Query> {
    const value = literal(at);
    return value && { node: { kind: "term", value: value.node, span }, end: value.end };
  }

  const list = (at: number): Result<Values> => bracketed(at, "(", ")", orList) ?? literal(at);
  const orList = (at: number): Result<Values> =>
    once("orList", at, () => chain(at, "or", andList, (operands) => ({ kind: "or_values", operands, span })));
  const andList = (at: number): Result<Values> =>
    once("andList", at, () => chain(at, "and", notList, (operands) => ({ kind: "and_values", operands, span })));

  function notList(at: number): Result<Values> {
    const start = negation(at);
    const inner = start === undefined ? undefined : list(start);
    return inner ? { node: { kind: "not_values", operand: inner.node, span }, end: inner.end } : list(at);
  }

  /** A field name stays text where a value would be `true`. */
  function name(value: Value, at: number): Extract<Query, { field: unknown }>["field"] {
    if (value.kind === "pattern") return { kind: "name_pattern", parts: value.parts, span };
    return { kind: "name", name: String(value.value), quoted: text[at] === '"', span };
  }

  const literal = (at: number): Result<Value> => quoted(at) ?? unquoted(at);

  function quoted(at: number): Result<Value> {
    if (text[at] !== '"') return undefined;
    let value = "";
    let end = at + 1;
    while (end < text.length && text[end] !== '"') {
      const piece = /^\\(?:u[0-9a-fA-F]{4}|[trn"\\])/.exec(text.slice(end, end + 6))?.[0] ?? text[end] ?? "";
      value += piece.length > 1 ? decode(piece) : piece;
      end += piece.length;
    }
    if (text[end] !== '"') return undefined;
    return { node: { kind: "literal", value, quoted: true, span }, end: end + 1 };
  }

  function unquoted(at: number): Result<Value> {
    const pieces: Piece[] = [];
    let end = at;
    for (let next = piece(end); next; next = piece(end)) {
      pieces.push(next.node);
      end = next.end;
    }
    if (pieces.length === 0) return undefined;
    return { node: toValue(pieces), end };
  }

  function piece(at: number): Result<Piece> {
    const found = ESCAPE.exec(text.slice(at, at + 6))?.[0];
    if (found) return { node: decode(found), end: at + found.length };
    if (text[at] === "*") return { node: { star: true }, end: at + 1 };
    if (at >= text.length || /[\\():<>"*{}]/.test(text[at] ?? "") || keywordAt(at)) return undefined;
    return { node: text[at] ?? "", end: at + 1 };
  }

  const start = spaces(0);
  if (start === text.length) return { kind: "everything", span };
  const found = or(start);
  return found && spaces(found.end) === text.length ? found.node : undefined;
}

function decode(written: string): string {
  const control = { "\\t": "\t", "\\r": "\r", "\\n": "\n" }[written];
  if (control !== undefined) return control;
  return /^\\u./.test(written) ? String.fromCharCode(Number.parseInt(written.slice(2), 16)) : written.slice(1);
}

function toValue(pieces: readonly Piece[]): Value {
  const mark = "\u{f0000}";
  const joined = pieces
    .map((each) => (typeof each === "string" ? each : mark))
    .join("")
    .trim();
  const typed = new Map<string, boolean | null>([
    ["true", true],
    ["false", false],
    ["null", null],
  ]);
  if (!joined.includes(mark)) {
    const value = typed.has(joined) ? (typed.get(joined) ?? null) : joined;
    return { kind: "literal", value, quoted: false, span };
  }
  const parts = joined.split(/(\u{f0000}+)/u).filter((each) => each !== "");
  return {
    kind: "pattern",
    parts: parts.map((each): PatternPart => (each.startsWith(mark) ? "any" : { text: each })),
    span,
  };
}
