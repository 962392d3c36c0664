import type { CompareOperator } from "../../ir/expr.ts";
import { span } from "../../source/span.ts";
import type { CompareValue, PhraseValue, RangeBound, RangeValue, SearchValue } from "./ast.ts";
import { fail } from "./fail.ts";
import { SEARCH_LIMITS } from "./limits.ts";
import { plainText, scanTerm } from "./scan-term.ts";
import { atEnd, failHere, isSpace, peek, type Scanner, since, skipSpace, startsWith, takeEscaped } from "./scanner.ts";

/** A phrase, comparison or range, when one begins here; else null. */
export function scanMarkedValue(scanner: Scanner): SearchValue | null {
  switch (peek(scanner)) {
    case '"':
      return scanPhrase(scanner);
    case ">":
    case "<":
      return scanCompare(scanner);
    case "[":
    case "{":
      return scanRange(scanner);
    default:
      return null;
  }
}

function scanPhrase(scanner: Scanner): PhraseValue {
  const start = scanner.at;
  const text = takeQuoted(scanner);
  const after = peek(scanner);
  if (after !== "" && after !== ")" && !isSpace(after)) {
    failHere(scanner, {
      message: `expected a space after the closing quote, found "${after}"`,
      hint: 'wildcards do not work in quotes: escape the spaces ("\\ ") instead',
    });
  }
  return { kind: "phrase", text, span: since(scanner, start) };
}

function takeQuoted(scanner: Scanner): string {
  const start = scanner.at;
  const chars: string[] = [];
  scanner.at += 1;
  while (!atEnd(scanner) && peek(scanner) !== '"') {
    const char = peek(scanner);
    if (char === "\\") chars.push(takeEscaped(scanner));
    else {
      chars.push(char);
      scanner.at += 1;
    }
  }
  if (atEnd(scanner)) fail(scanner.source, span(start, scanner.at), { message: "the quote is not closed" });
  scanner.at += 1;
  checkLength(scanner, start);
  return chars.join("");
}

function scanCompare(scanner: Scanner): CompareValue {
  const start = scanner.at;
  const operator = takeOperator(scanner);
  skipSpace(scanner);
  const text = peek(scanner) === '"' ? scanPhrase(scanner).text : takeCompared(scanner, operator);
  return { kind: "compare", operator, text, span: since(scanner, start) };
}

function takeOperator(scanner: Scanner): CompareOperator {
  for (const operator of [">=", "<=", ">", "<"] as const) {
    if (startsWith(scanner, operator)) {
      scanner.at += operator.length;
      return operator;
    }
  }
  return failHere(scanner, { message: "expected a comparison" });
}

function takeCompared(scanner: Scanner, operator: CompareOperator): string {
  const term = scanTerm(scanner, "value");
  if (term.parts.length === 0) failHere(scanner, { message: `expected a number or a word after "${operator}"` });
  const text = plainText(term);
  if (text === undefined) fail(scanner.source, term.span, { message: "a comparison takes no wildcard" });
  return text;
}

function scanRange(scanner: Scanner): RangeValue {
  const start = scanner.at;
  const lowerInclusive = peek(scanner) === "[";
  scanner.at += 1;
  const lower = takeBound(scanner, start);
  skipSpace(scanner);
  if (!(startsWith(scanner, "TO") && isSpace(peek(scanner, 2)))) {
    failHere(scanner, { message: "expected TO between the bounds of the range", hint: "a range is [low TO high]" });
  }
  scanner.at += 2;
  const upper = takeBound(scanner, start);
  skipSpace(scanner);
  const upperInclusive = closesInclusive(scanner, start);
  return { kind: "range", ...bounds(lower, lowerInclusive, upper, upperInclusive), span: since(scanner, start) };
}

function bounds(lower: string | null, lowerInclusive: boolean, upper: string | null, upperInclusive: boolean) {
  return { lower: bound(lower, lowerInclusive), upper: bound(upper, upperInclusive) };
}

function bound(text: string | null, inclusive: boolean): RangeBound | null {
  return text === null ? null : { text, inclusive };
}

function closesInclusive(scanner: Scanner, start: number): boolean {
  const char = peek(scanner);
  if (char === "") fail(scanner.source, since(scanner, start), { message: "the range is not closed" });
  if (char !== "]" && char !== "}")
    failHere(scanner, { message: `expected "]" or "}" after the range, found "${char}"` });
  scanner.at += 1;
  return char === "]";
}

/** Null for `*`: open on this side. */
function takeBound(scanner: Scanner, rangeStart: number): string | null {
  skipSpace(scanner);
  if (peek(scanner) === '"') return takeQuoted(scanner);
  const start = scanner.at;
  const chars: string[] = [];
  let pattern = false;
  while (!atEnd(scanner) && !endsBound(peek(scanner))) {
    const char = peek(scanner);
    pattern ||= char === "*" || char === "?";
    if (char !== "\\") scanner.at += 1;
    chars.push(char === "\\" ? takeEscaped(scanner) : char);
  }
  if (atEnd(scanner)) fail(scanner.source, since(scanner, rangeStart), { message: "the range is not closed" });
  checkLength(scanner, start);
  if (chars.length === 0) failHere(scanner, { message: "expected a bound of the range", hint: '"*" leaves it open' });
  if (!pattern) return chars.join("");
  if (chars.join("") === "*") return null;
  return fail(scanner.source, since(scanner, start), { message: "a bound of a range takes no wildcard" });
}

function endsBound(char: string): boolean {
  return isSpace(char) || "[]{}()".includes(char);
}

function checkLength(scanner: Scanner, start: number): void {
  const length = scanner.at - start;
  if (length <= SEARCH_LIMITS.pattern) return;
  const message = `a value has at most ${SEARCH_LIMITS.pattern} characters, this one has ${length}`;
  fail(scanner.source, since(scanner, start), { code: "limit", message });
}
