import { type Diagnostic, DiagnosticError } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { cover, span } from "../../source/span.ts";
import type { Condition } from "./condition.ts";
import { atWord, type ConditionCursor, found, foundWidth, refuseOperators } from "./condition-cursor.ts";
import { fail } from "./fail.ts";
import { SEARCH_LIMITS } from "./limits.ts";
import { parseComparison } from "./parse-comparison.ts";
import { atEnd, failHere, peek, scanner, skipSpace, startsWith } from "./scanner.ts";

export { parsePercentile } from "./parse-percentile.ts";

export interface ParsedCondition {
  /** Null exactly when a diagnostic is an error. */
  readonly condition: Condition | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses the condition of a rule case over the labels of the rule's queries; never throws for a text. `&&` binds
 * tighter than `||`, parentheses are taken (Datadog states neither), and `THEN`, which binds loosest, may stand once.
 * Errors: `syntax`, `unknown-reference`, `unsupported-feature` (`==`, arithmetic, a second THEN), `limit`.
 *
 *     Condition : Or (THEN Or)?
 */
export function parseCondition(source: Source, labels: readonly string[]): ParsedCondition {
  try {
    checkLength(source);
    const cursor: ConditionCursor = { ...scanner(source), labels, depth: 0, comparisons: 0 };
    return { condition: parseThen(cursor), diagnostics: cursor.warnings };
  } catch (error) {
    if (error instanceof DiagnosticError) return { condition: null, diagnostics: [error.diagnostic] };
    throw error;
  }
}

function checkLength(source: Source): void {
  const { length } = source.text;
  if (length <= SEARCH_LIMITS.text) return;
  const message = `a condition has at most ${SEARCH_LIMITS.text} characters, this one has ${length}`;
  fail(source, span(0, length), { code: "limit", message });
}

function parseThen(cursor: ConditionCursor): Condition {
  const first = parseOr(cursor);
  if (!atWord(cursor, "THEN")) return finish(cursor, first);
  cursor.at += "THEN".length;
  const then = parseOr(cursor);
  return finish(cursor, { kind: "then", first, then, span: cover(first.span, then.span) });
}

function finish(cursor: ConditionCursor, condition: Condition): Condition {
  if (atWord(cursor, "THEN")) {
    failHere(cursor, { code: "unsupported-feature", message: "THEN may stand once in a condition" }, 4);
  }
  if (!atEnd(cursor)) refuseRest(cursor);
  return condition;
}

function refuseRest(cursor: ConditionCursor): never {
  refuseOperators(cursor);
  const word = ["and", "or", "AND", "OR"].find((each) => atWord(cursor, each));
  const hint = word === undefined ? undefined : `write ${word.toLowerCase() === "and" ? "&&" : "||"}`;
  const message = `expected &&, ||, THEN or the end of the condition, found ${found(cursor)}`;
  return failHere(cursor, { message, hint }, foundWidth(cursor));
}

/** `Or : And ("||" And)*` */
function parseOr(cursor: ConditionCursor): Condition {
  return parseList(cursor, "any", "||", parseAnd);
}

/** `And : Primary ("&&" Primary)*` */
function parseAnd(cursor: ConditionCursor): Condition {
  return parseList(cursor, "all", "&&", parsePrimary);
}

function parseList(
  cursor: ConditionCursor,
  kind: "any" | "all",
  separator: string,
  parse: (cursor: ConditionCursor) => Condition,
): Condition {
  const first = parse(cursor);
  const operands = [first];
  while (startsWith(cursor, separator)) {
    cursor.at += separator.length;
    operands.push(parse(cursor));
  }
  const last = operands.at(-1) ?? first;
  return operands.length === 1 ? first : { kind, operands, span: cover(first.span, last.span) };
}

/** `Primary : "(" Or ")" | Comparison`, with the space around it. */
function parsePrimary(cursor: ConditionCursor): Condition {
  skipSpace(cursor);
  const condition = peek(cursor) === "(" ? parseGroup(cursor) : parseCounted(cursor);
  skipSpace(cursor);
  return condition;
}

function parseCounted(cursor: ConditionCursor): Condition {
  const comparison = parseComparison(cursor);
  cursor.comparisons += 1;
  if (cursor.comparisons <= SEARCH_LIMITS.terms) return comparison;
  const message = `a condition has at most ${SEARCH_LIMITS.terms} comparisons`;
  return fail(cursor.source, comparison.span, { code: "limit", message });
}

function parseGroup(cursor: ConditionCursor): Condition {
  const open = span(cursor.at, cursor.at + 1);
  cursor.at += 1;
  cursor.depth += 1;
  if (cursor.depth > SEARCH_LIMITS.nesting) {
    const message = `a condition nests at most ${SEARCH_LIMITS.nesting} levels deep`;
    fail(cursor.source, open, { code: "limit", message });
  }
  const inner = parseOr(cursor);
  if (atEnd(cursor)) fail(cursor.source, open, { message: "the parenthesis is not closed" });
  if (atWord(cursor, "THEN")) {
    failHere(cursor, { code: "unsupported-feature", message: "THEN cannot stand inside parentheses" }, 4);
  }
  if (peek(cursor) !== ")") refuseRest(cursor);
  cursor.at += 1;
  cursor.depth -= 1;
  return inner;
}
