import type { Diagnostic } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { span } from "../../source/span.ts";
import type { FieldRef, TermValue } from "./ast.ts";
import { fail } from "./fail.ts";
import { scanCidr } from "./scan-cidr.ts";
import { plainText, scanTerm } from "./scan-term.ts";
import { scanMarkedValue } from "./scan-value.ts";
import { atEnd, failHere, peek, type Scanner, scanner, since, skipSpace, startsWith, warn } from "./scanner.ts";
import type { SymbolToken, Token } from "./token.ts";

export interface Lexed {
  /** The last one is `end`. */
  readonly tokens: readonly Token[];
  readonly warnings: readonly Diagnostic[];
}

/** Cuts a search into tokens. Throws DiagnosticError. */
export function tokenize(source: Source): Lexed {
  const state = scanner(source);
  const tokens: Token[] = [];
  let last: Token | undefined;
  do {
    last = nextToken(state, last);
    tokens.push(last);
  } while (last.kind !== "end");
  return { tokens, warnings: state.warnings };
}

function nextToken(state: Scanner, previous: Token | undefined): Token {
  const spaced = skipSpace(state);
  if (atEnd(state)) return { kind: "end", span: span(state.at, state.at) };
  const marked = scanMarkedValue(state);
  if (marked !== null) return { kind: "value", value: marked, span: marked.span };
  if (previous?.kind !== "field") return scanSymbol(state) ?? scanClause(state);
  if (spaced) warn(state, previous.span, "normalised", "the space after the colon is left out");
  else if (startsSigned(state)) return valueToken(state, scanTerm(state, "value"));
  const symbol = scanSymbol(state);
  if (symbol !== null) return symbol;
  return spaced ? scanClause(state) : valueToken(state, scanTerm(state, "value"));
}

/** `-5` right after a colon is a number, not a negation. */
function startsSigned(state: Scanner): boolean {
  return peek(state) === "-" && /\d/.test(peek(state, 1));
}

const SYMBOLS: readonly (readonly [string, SymbolToken["kind"]])[] = [
  ["(", "open"],
  [")", "close"],
  ["&&", "and"],
  ["||", "or"],
  ["-", "not"],
  ["!", "not"],
  ["+", "plus"],
];

const KEYWORDS: ReadonlyMap<string, SymbolToken["kind"]> = new Map([
  ["AND", "and"],
  ["OR", "or"],
  ["NOT", "not"],
]);

function scanSymbol(state: Scanner): SymbolToken | null {
  for (const [text, kind] of SYMBOLS) {
    if (startsWith(state, text)) {
      state.at += text.length;
      return { kind, span: span(state.at - text.length, state.at) };
    }
  }
  return null;
}

/** A keyword, a function call, a field name with its colon, or a word. */
function scanClause(state: Scanner): Token {
  const start = state.at;
  refuseCalculatedField(state);
  const term = scanTerm(state, "clause");
  const raw = state.source.text.slice(start, state.at);
  if (peek(state) === ":") return fieldToken(state, term);
  const keyword = KEYWORDS.get(raw);
  if (keyword !== undefined) return { kind: keyword, span: term.span };
  if (raw === "CIDR" && peek(state) === "(") return scanCidr(state, start);
  return valueToken(state, term);
}

function fieldToken(state: Scanner, term: TermValue): Token {
  if (term.parts.length === 0) failHere(state, { message: 'expected a field name before ":"' });
  state.at += 1;
  return { kind: "field", field: fieldRef(state, term), span: since(state, term.span.start) };
}

function fieldRef(state: Scanner, term: TermValue): FieldRef {
  const name = plainText(term);
  if (name !== undefined) return { kind: "named", name, span: term.span };
  if (term.parts.length === 1 && term.parts[0] === "any") return { kind: "everything", span: term.span };
  return fail(state.source, term.span, {
    code: "unsupported-feature",
    message: "a field name takes no wildcard",
    hint: 'write the fields out, or search all of them with "*:"',
  });
}

function valueToken(state: Scanner, term: TermValue): Token {
  if (peek(state) === "(") {
    const cidr = plainText(term)?.toUpperCase() === "CIDR";
    const hint = cidr ? "functions are upper case: CIDR(" : 'put a space before it, or write "\\(" for the character';
    failHere(state, { message: 'unexpected "(" in a term', hint });
  }
  return { kind: "value", value: term, span: term.span };
}

function refuseCalculatedField(state: Scanner): void {
  if (peek(state) !== "#") return;
  const end = scanTermEnd(state);
  failHere(
    state,
    {
      code: "unsupported-feature",
      message: `calculated fields are not supported: ${state.source.text.slice(state.at, end).slice(0, 80)}`,
      hint: 'write "\\#" for the character',
    },
    end - state.at,
  );
}

function scanTermEnd(state: Scanner): number {
  const rest = /^#[\w.@-]*/.exec(state.source.text.slice(state.at, state.at + 200));
  return state.at + (rest?.[0].length ?? 1);
}
