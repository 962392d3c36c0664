import { cover, type Span } from "../../source/span.ts";
import type { FieldRef, NamedField, Search, SearchValue } from "./ast.ts";
import { fail } from "./fail.ts";
import { plainText } from "./scan-term.ts";
import type { FieldToken, ValueToken } from "./token.ts";
import { type Cursor, describe } from "./token-cursor.ts";

/** `field:value`, `*:*`, `_exists_:field` or `_missing_:field`. */
export function fieldMatch(cursor: Cursor, token: FieldToken, { value }: ValueToken): Search {
  const span = cover(token.span, value.span);
  const { field } = token;
  if (field.kind === "everything") {
    if (isAny(value)) return { kind: "all", span };
    refuseOrdered(cursor, value);
  } else if (field.name === "_exists_" || field.name === "_missing_") {
    return { kind: "exists", field: fieldIn(cursor, value), present: field.name === "_exists_", span };
  }
  return { kind: "match", field, value, span };
}

/** A value on its own: about the field of the group around it, else about the default fields. */
export function fieldlessMatch(cursor: Cursor, { value }: ValueToken, scope: FieldRef | null): Search {
  if (scope?.kind !== "named") {
    if (isAny(value)) return { kind: "all", span: value.span };
    refuseOrdered(cursor, value);
  }
  if (scope === null) refuseBareField(cursor, value);
  warnOfOperatorWord(cursor, value);
  return { kind: "match", field: null, value, span: value.span };
}

function isAny(value: SearchValue): boolean {
  return value.kind === "term" && value.parts.length === 1 && value.parts[0] === "any";
}

function refuseOrdered(cursor: Cursor, value: SearchValue): void {
  if (value.kind === "compare" || value.kind === "range") {
    const message = `a ${value.kind === "range" ? "range" : "comparison"} needs a field`;
    fail(cursor.source, value.span, { message, hint: "write it as @field:>5 or @field:[1 TO 5]" });
  }
  if (value.kind === "phrase" && value.text.trim() === "") {
    fail(cursor.source, value.span, { message: "an empty phrase without a field finds nothing" });
  }
}

/** `@field` without a value: no word of a message begins so, and a missing `:*` must not go unseen. */
function refuseBareField(cursor: Cursor, value: SearchValue): void {
  if (value.kind !== "term" || cursor.source.text[value.span.start] !== "@") return;
  const name = describe(cursor.source, value.span);
  const hint = `write ${name.slice(1, -1)}:* for "it exists", "\\@" for the character`;
  fail(cursor.source, value.span, { message: `expected a value after the field ${name}`, hint });
}

function fieldIn(cursor: Cursor, value: SearchValue): NamedField {
  const name = value.kind === "term" ? plainText(value) : undefined;
  if (name === undefined) fail(cursor.source, value.span, { message: "expected the name of a field" });
  return { kind: "named", name, span: value.span };
}

function warnOfOperatorWord(cursor: Cursor, value: SearchValue): void {
  const word = value.kind === "term" ? plainText(value) : undefined;
  if (word === undefined || !/^(and|or|not)$/i.test(word) || word === word.toUpperCase()) return;
  warnNoEffect(cursor, value.span, word);
}

function warnNoEffect(cursor: Cursor, span: Span, word: string): void {
  cursor.warnings.push({
    code: "no-effect",
    severity: "warning",
    message: `"${word}" is searched for as a word: operators are upper case`,
    source: cursor.source,
    span,
    hint: `write ${word.toUpperCase()}, or quote the word`,
  });
}
