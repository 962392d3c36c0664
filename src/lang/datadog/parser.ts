import { type Diagnostic, DiagnosticError } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { cover, type Span, span } from "../../source/span.ts";
import type { AndSearch, FieldRef, OrSearch, Search } from "./ast.ts";
import { fail } from "./fail.ts";
import { tokenize } from "./lexer.ts";
import { SEARCH_LIMITS } from "./limits.ts";
import { fieldlessMatch, fieldMatch } from "./parse-match.ts";
import type { FieldToken, Token } from "./token.ts";
import { type Cursor, countTerms, describe, expected, nested, next, take } from "./token-cursor.ts";

export interface ParsedSearch {
  /** Null exactly when a diagnostic is an error. */
  readonly search: Search | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses a log search. Stops at the first error, which is returned and never thrown.
 *
 *     Search : Or?
 */
export function parseSearch(source: Source): ParsedSearch {
  try {
    return parseAll(source);
  } catch (error) {
    if (error instanceof DiagnosticError) return { search: null, diagnostics: [error.diagnostic] };
    throw error;
  }
}

function parseAll(source: Source): ParsedSearch {
  checkLength(source);
  const { tokens, warnings } = tokenize(source);
  const cursor: Cursor = { source, tokens, index: 0, depth: 0, terms: 0, warnings: [...warnings] };
  if (next(cursor).kind === "end") {
    return { search: { kind: "all", span: span(0, source.text.length) }, diagnostics: cursor.warnings };
  }
  const search = parseOr(cursor, null);
  if (next(cursor).kind !== "end") expected(cursor, "the end of the search");
  return { search, diagnostics: cursor.warnings };
}

function checkLength(source: Source): void {
  const { length } = source.text;
  if (length <= SEARCH_LIMITS.text) return;
  const message = `a search has at most ${SEARCH_LIMITS.text} characters, this one has ${length}`;
  fail(source, span(0, length), { code: "limit", message });
}

/** `Or : And ((OR | "||") And)*` */
function parseOr(cursor: Cursor, scope: FieldRef | null): Search {
  const operands = [parseAnd(cursor, scope)];
  while (next(cursor).kind === "or") {
    take(cursor);
    operands.push(parseAnd(cursor, scope));
  }
  return join("or", operands);
}

/** `And : Unary ((AND | "&&")? Unary)*` */
function parseAnd(cursor: Cursor, scope: FieldRef | null): Search {
  const operands = [parseUnary(cursor, scope)];
  while (continuesAnd(next(cursor))) {
    if (next(cursor).kind === "and") take(cursor);
    operands.push(parseUnary(cursor, scope));
  }
  return join("and", operands);
}

function continuesAnd(token: Token): boolean {
  return token.kind !== "or" && token.kind !== "close" && token.kind !== "end";
}

function join(kind: (AndSearch | OrSearch)["kind"], operands: readonly Search[]): Search {
  const first = operands[0];
  const last = operands.at(-1);
  if (first === undefined || last === undefined) throw new Error(`bug: ${kind} of nothing`);
  return operands.length === 1 ? first : { kind, operands, span: cover(first.span, last.span) };
}

/** `Unary : (NOT | "-" | "!" | "+") Unary | Primary` */
function parseUnary(cursor: Cursor, scope: FieldRef | null): Search {
  const token = next(cursor);
  if (token.kind !== "not" && token.kind !== "plus") return parsePrimary(cursor, scope);
  take(cursor);
  const operand = nested(cursor, token.span, () => parseUnary(cursor, scope));
  return token.kind === "plus" ? operand : { kind: "not", operand, span: cover(token.span, operand.span) };
}

/** `Primary : "(" Or ")" | Field "(" Or ")" | Field Value | Value | Cidr` */
function parsePrimary(cursor: Cursor, scope: FieldRef | null): Search {
  const token = next(cursor);
  switch (token.kind) {
    case "open":
      return parseGroup(cursor, scope).search;
    case "field":
      take(cursor);
      return parseField(cursor, token);
    case "value":
      take(cursor);
      countTerms(cursor, 1, token.span);
      return fieldlessMatch(cursor, token, scope);
    case "cidr":
      take(cursor);
      countTerms(cursor, token.networks.length, token.span);
      return { kind: "cidr", field: token.field, networks: token.networks, span: token.span };
    case "close":
    case "and":
    case "or":
    case "not":
    case "plus":
    case "end":
      return expected(cursor, "something to search for");
  }
}

function parseGroup(cursor: Cursor, scope: FieldRef | null): { search: Search; span: Span } {
  const open = take(cursor).span;
  const search = nested(cursor, open, () => parseOr(cursor, scope));
  if (next(cursor).kind === "end") fail(cursor.source, open, { message: "the parenthesis is not closed" });
  if (next(cursor).kind !== "close") expected(cursor, '")"');
  return { search, span: cover(open, take(cursor).span) };
}

function parseField(cursor: Cursor, field: FieldToken): Search {
  const token = next(cursor);
  if (token.kind === "value") {
    take(cursor);
    countTerms(cursor, 1, token.span);
    return fieldMatch(cursor, field, token);
  }
  if (token.kind === "open" && !isPresenceTest(field)) {
    const group = parseGroup(cursor, field.field);
    return { kind: "group", field: field.field, search: group.search, span: cover(field.span, group.span) };
  }
  const hint = token.kind === "not" ? 'to negate, put "-" before the field; "\\-" is the character' : undefined;
  return expected(cursor, `a value right after ${describe(cursor.source, field.span)}`, hint);
}

function isPresenceTest({ field }: FieldToken): boolean {
  return field.kind === "named" && (field.name === "_exists_" || field.name === "_missing_");
}
