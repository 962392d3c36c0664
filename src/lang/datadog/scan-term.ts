import type { WildcardPart } from "../../ir/expr.ts";
import { span } from "../../source/span.ts";
import type { TermValue } from "./ast.ts";
import { SEARCH_LIMITS } from "./limits.ts";
import { atEnd, failHere, isSpace, peek, type Scanner, since, startsWith, takeEscaped, warn } from "./scanner.ts";

/** Characters with a meaning of their own in Datadog's search: inside a term they need a backslash. */
const RESERVED = '"[]{}<>!^~\u{201C}\u{201D}';

/**
 * A run of plain characters, escapes and wildcards. In a `clause` it stops at a colon, for that makes it a field
 * name; as a `value` a colon is one of its characters (Datadog wants it escaped, so there is a warning).
 * May come back without parts when nothing of the kind stands there.
 */
export function scanTerm(scanner: Scanner, place: "clause" | "value"): TermValue {
  const start = scanner.at;
  const parts: WildcardPart[] = [];
  let colons = 0;
  while (!atEnd(scanner) && !endsTerm(scanner)) {
    if (peek(scanner) === ":") {
      if (place === "clause") break;
      checkColon(scanner, colons === 0);
      colons += 1;
    }
    append(parts, takePart(scanner, scanner.at === start));
  }
  const term: TermValue = { kind: "term", parts, span: since(scanner, start) };
  checkLimits(scanner, term);
  return term;
}

/** The text of a term without wildcards; undefined when it has one. */
export function plainText(term: TermValue): string | undefined {
  const [only, second] = term.parts;
  return typeof only === "object" && second === undefined ? only.text : undefined;
}

function endsTerm(scanner: Scanner): boolean {
  const char = peek(scanner);
  return isSpace(char) || char === "(" || char === ")" || startsWith(scanner, "&&") || startsWith(scanner, "||");
}

function checkColon(scanner: Scanner, first: boolean): void {
  const after = peek(scanner, 1);
  if (after === "" || isSpace(after) || after === "(" || after === ")") {
    failHere(scanner, { message: 'a value cannot end with ":"', hint: 'write "\\:" for the character' });
  }
  if (!first) return;
  const where = span(scanner.at, scanner.at + 1);
  warn(
    scanner,
    where,
    "normalised",
    'the ":" inside a value is taken as a character',
    'write "\\:" or quote the value',
  );
}

function takePart(scanner: Scanner, first: boolean): WildcardPart {
  const char = peek(scanner);
  if (char === "\\") return { text: takeEscaped(scanner) };
  if (RESERVED.includes(char) || (first && char === "=")) failReserved(scanner, char);
  scanner.at += 1;
  if (char === "*") return "any";
  return char === "?" ? "one" : { text: char };
}

function failReserved(scanner: Scanner, char: string): never {
  if (char === "\u{201C}" || char === "\u{201D}") {
    return failHere(scanner, { message: "curly quotation marks do not quote", hint: 'write straight ones: "' });
  }
  return failHere(scanner, {
    message: `unexpected "${char}" in a term`,
    hint: `write "\\${char}" for the character, or quote the value`,
  });
}

function append(parts: WildcardPart[], part: WildcardPart): void {
  const last = parts.at(-1);
  if (part === "any" && last === "any") return;
  if (typeof part === "object" && typeof last === "object") parts[parts.length - 1] = { text: last.text + part.text };
  else parts.push(part);
}

function checkLimits(scanner: Scanner, term: TermValue): void {
  const length = term.span.end - term.span.start;
  if (length > SEARCH_LIMITS.pattern) {
    scanner.at = term.span.start;
    const message = `a value has at most ${SEARCH_LIMITS.pattern} characters, this one has ${length}`;
    failHere(scanner, { code: "limit", message }, length);
  }
  const wildcards = term.parts.filter((part) => typeof part === "string").length;
  if (wildcards > SEARCH_LIMITS.wildcards) {
    scanner.at = term.span.start;
    const message = `a value has at most ${SEARCH_LIMITS.wildcards} wildcards, this one has ${wildcards}`;
    failHere(scanner, { code: "limit", message }, length);
  }
}
