import type { Diagnostic } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import type { Span } from "../../source/span.ts";
import { fail } from "./fail.ts";
import { SEARCH_LIMITS } from "./limits.ts";
import type { Token } from "./token.ts";

/** Where a parse stands. */
export interface Cursor {
  readonly source: Source;
  readonly tokens: readonly Token[];
  index: number;
  depth: number;
  terms: number;
  readonly warnings: Diagnostic[];
}

export function next(cursor: Cursor): Token {
  const token = cursor.tokens[Math.min(cursor.index, cursor.tokens.length - 1)];
  if (token === undefined) throw new Error("bug: no end token");
  return token;
}

export function take(cursor: Cursor): Token {
  const token = next(cursor);
  cursor.index += 1;
  return token;
}

/** The error that something else stands here. */
export function expected(cursor: Cursor, what: string, hint?: string): never {
  const token = next(cursor);
  const found = token.kind === "end" ? "the end of the search" : describe(cursor.source, token.span);
  return fail(cursor.source, token.span, { message: `expected ${what}, found ${found}`, hint });
}

/** The text of a place, quoted, cut when long. */
export function describe(source: Source, where: Span): string {
  const text = source.text.slice(where.start, where.end);
  return text.length > 40 ? `"${text.slice(0, 40)}..."` : `"${text}"`;
}

/** One level deeper; a `limit` error when that is too deep. */
export function nested<T>(cursor: Cursor, where: Span, parse: () => T): T {
  cursor.depth += 1;
  if (cursor.depth > SEARCH_LIMITS.nesting) {
    const message = `a search nests at most ${SEARCH_LIMITS.nesting} levels deep`;
    fail(cursor.source, where, { code: "limit", message });
  }
  const result = parse();
  cursor.depth -= 1;
  return result;
}

export function countTerms(cursor: Cursor, count: number, where: Span): void {
  cursor.terms += count;
  if (cursor.terms <= SEARCH_LIMITS.terms) return;
  const message = `a search has at most ${SEARCH_LIMITS.terms} terms`;
  fail(cursor.source, where, { code: "limit", message });
}
