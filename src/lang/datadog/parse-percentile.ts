import { type Diagnostic, DiagnosticError } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { type Span, span } from "../../source/span.ts";
import type { ConditionOperator } from "./condition.ts";
import { type ConditionCursor, found, takeComparison, takeLabel, takeNumber } from "./condition-cursor.ts";
import { fail } from "./fail.ts";
import { SEARCH_LIMITS } from "./limits.ts";
import { atEnd, failHere, peek, scanner, skipSpace, warn } from "./scanner.ts";

export interface ParsedPercentile {
  /** Above 0, at most 1. Null exactly when a diagnostic is an error. */
  readonly percentile: number | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The percentile in the condition of an anomaly case, as a fraction. Datadog's own traffic writes fractions
 * (`a > 0.995`), its page writes per cent with the decimals apart (`a > 99 5`). What is read:
 * - up to 1: a fraction. So `a > 1` is the highest value of the history, not one per cent, and a warning says so.
 * - above 1, up to 100, or with decimals apart: per cent. `a > 99 5` and `a > 99.5` are both 0.995, with a warning.
 * - `>=` counts as `>`, `0.995 < a` as `a > 0.995`, with a warning.
 * Anything else is an error: anomalies are spikes (no `<`), and there is exactly one comparison.
 */
export function parsePercentile(source: Source, label: string): ParsedPercentile {
  try {
    if (source.text.length > SEARCH_LIMITS.text) {
      fail(source, span(0, source.text.length), { code: "limit", message: "the condition is too long" });
    }
    const cursor: ConditionCursor = { ...scanner(source), labels: [label], depth: 0, comparisons: 0 };
    return { percentile: parse(cursor), diagnostics: cursor.warnings };
  } catch (error) {
    if (error instanceof DiagnosticError) return { percentile: null, diagnostics: [error.diagnostic] };
    throw error;
  }
}

/** `Percentile : Label (">" | ">=") Literal | Literal ("<" | "<=") Label` */
function parse(cursor: ConditionCursor): number {
  skipSpace(cursor);
  const turned = /^[\d.]/.test(peek(cursor)) && !cursor.source.text.startsWith(cursor.labels[0] ?? "", cursor.at);
  const left = turned ? takeLiteral(cursor) : undefined;
  if (!turned) takeLabel(cursor);
  skipSpace(cursor);
  const start = cursor.at;
  const operator = takeComparison(cursor);
  checkOperator(cursor, span(start, cursor.at), operator, turned);
  skipSpace(cursor);
  if (turned) takeLabel(cursor);
  const literal = left ?? takeLiteral(cursor);
  skipSpace(cursor);
  if (!atEnd(cursor)) failHere(cursor, { message: `expected one comparison only, found ${found(cursor)}` });
  return toFraction(cursor, literal);
}

function checkOperator(cursor: ConditionCursor, where: Span, operator: ConditionOperator, turned: boolean): void {
  const upward = turned ? operator.startsWith("<") : operator.startsWith(">");
  if (!upward) {
    const message = "anomaly detection finds spikes only: expected the query above a percentile";
    fail(cursor.source, where, { code: "invalid-value", message });
  }
  if (turned) warn(cursor, where, "normalised", "Datadog wants the query on the left of the percentile");
  if (operator.endsWith("=")) warn(cursor, where, "normalised", `"${operator}" counts as "${operator[0]}"`);
}

interface Literal {
  readonly number: number;
  /** Decimals stood apart: it can only be per cent. */
  readonly apart: boolean;
  readonly span: Span;
}

/** `Literal : Number Digits?` */
function takeLiteral(cursor: ConditionCursor): Literal {
  const first = takeNumber(cursor);
  if (first === undefined) failHere(cursor, { message: `expected a percentile, found ${found(cursor)}` });
  const end = cursor.at;
  skipSpace(cursor);
  const decimals = /^\d+$/.test(first.text) && /\d/.test(peek(cursor)) ? takeNumber(cursor) : undefined;
  if (decimals === undefined) {
    cursor.at = end;
    return { number: first.number, apart: false, span: first.span };
  }
  if (!/^\d+$/.test(decimals.text)) {
    fail(cursor.source, decimals.span, { message: "expected the decimals of the percentile as digits" });
  }
  return { number: Number(`${first.text}.${decimals.text}`), apart: true, span: span(first.span.start, cursor.at) };
}

function toFraction(cursor: ConditionCursor, { number, apart, span: where }: Literal): number {
  if (!(number > 0 && number <= 100)) {
    const message = "a percentile lies above 0 and is at most 100 (or at most 1 as a fraction)";
    fail(cursor.source, where, { code: "invalid-value", message, hint: "Datadog's default is 0.995" });
  }
  const fraction = number <= 1 && !apart ? number : shiftTwoPlaces(number);
  if (number === 1 && !apart) warn(cursor, where, "normalised", "read as the highest value of the history, not as 1 %");
  else if (fraction !== number) warn(cursor, where, "normalised", `read as the percentile ${fraction}`);
  return fraction;
}

/** A hundredth without the noise of binary division, e.g. 99.5 -> 0.995. */
function shiftTwoPlaces(number: number): number {
  return Number((number / 100).toPrecision(12));
}
