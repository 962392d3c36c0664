import { span } from "../../source/span.ts";
import { isSpace, spacedWordAt } from "./characters.ts";
import { excerpt } from "./excerpt.ts";
import { scanQuoted } from "./quoted.ts";
import type { Reporter } from "./reporter.ts";
import type { Punctuation, Token } from "./token.ts";
import { scanUnquoted } from "./unquoted.ts";

const PUNCTUATION: readonly Punctuation[] = ["<=", ">=", "(", ")", "{", "}", ":", "<", ">"];
const BEFORE_OPERATOR: ReadonlySet<Token["kind"]> = new Set(["quoted", "unquoted", "broken", ")", "}"]);

/** The tokens of the text, `end` last. Faults inside a token are reported, and the token is passed on. */
export function tokenize(text: string, reporter: Reporter): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, tokens.at(-1)?.span.end ?? at)) {
    tokens.push(readKeyword(text, at, tokens.at(-1)) ?? readPunctuation(text, at) ?? readText(text, at, reporter));
  }
  tokens.push({ kind: "end", span: span(text.length, text.length) });
  return tokens;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at])) at++;
  return at;
}

/** `and` and `or` are words where an operand is due: `f:(or x)` searches the text "or x". */
function readKeyword(text: string, at: number, previous: Token | undefined): Token | undefined {
  if (spacedWordAt(text, at, ["not"]) !== undefined) return { kind: "not", span: span(at, at + 3) };
  if (previous === undefined || !BEFORE_OPERATOR.has(previous.kind) || !isSpace(text[at - 1])) return undefined;
  if (spacedWordAt(text, at, ["and"]) !== undefined) return { kind: "and", span: span(at, at + 3) };
  if (spacedWordAt(text, at, ["or"]) !== undefined) return { kind: "or", span: span(at, at + 2) };
  return undefined;
}

function readPunctuation(text: string, at: number): Token | undefined {
  const kind = PUNCTUATION.find((each) => text.startsWith(each, at));
  return kind === undefined ? undefined : { kind, span: span(at, at + kind.length) };
}

function readText(text: string, at: number, reporter: Reporter): Token {
  return text[at] === '"' ? readQuoted(text, at, reporter) : readUnquoted(text, at, reporter);
}

function readQuoted(source: string, at: number, reporter: Reporter): Token {
  const { text, end, closed } = scanQuoted(source, at);
  if (closed) return { kind: "quoted", text, span: span(at, end) };
  const escapesQuote = source.includes('\\"', at);
  const hint = escapesQuote ? 'a backslash before the closing quote is written "\\\\"' : undefined;
  reporter.error("syntax", "this string has no closing quote", span(at, at + 1), hint);
  return { kind: "broken", span: span(at, end) };
}

function readUnquoted(source: string, at: number, reporter: Reporter): Token {
  const { parts, end, badEscapes, escapedNots } = scanUnquoted(source, at);
  for (const bad of badEscapes) {
    const wrong = span(bad, Math.min(bad + 2, source.length));
    const message = `${excerpt(source.slice(wrong.start, wrong.end))} is no escape`;
    reporter.error(
      "syntax",
      message,
      wrong,
      "a backslash itself is written `\\\\`; inside double quotes one is enough",
    );
  }
  for (const not of escapedNots) {
    const message = "`\\not` is read as the word `not`, where Kibana reads a line break and `ot`";
    reporter.warning("normalised", message, span(not, not + 4), "put the value in double quotes");
  }
  return { kind: "unquoted", parts, span: span(at, withoutSpace(source, end)) };
}

function withoutSpace(text: string, end: number): number {
  let at = end;
  while (isSpace(text[at - 1])) at--;
  return at;
}
