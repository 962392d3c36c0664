import type { FieldName, PatternPart, Value } from "./ast.ts";
import { MOST_PATTERN, MOST_STARS } from "./limits.ts";
import type { QuotedToken, UnquotedToken } from "./token.ts";

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

export function toValue(token: QuotedToken | UnquotedToken): Value {
  const { span } = token;
  if (token.kind === "quoted") return { kind: "literal", value: token.text, quoted: true, span };
  const text = plainText(token.parts);
  if (text === undefined) return { kind: "pattern", parts: token.parts, span };
  const word = WORDS.get(text);
  return { kind: "literal", value: word === undefined ? text : word, quoted: false, span };
}

export function toFieldName(token: QuotedToken | UnquotedToken): FieldName {
  const { span } = token;
  if (token.kind === "quoted") return { kind: "name", name: token.text, quoted: true, span };
  const name = plainText(token.parts);
  if (name === undefined) return { kind: "name_pattern", parts: token.parts, span };
  return { kind: "name", name, quoted: false, span };
}

/** What is too large about the pattern; undefined when nothing is. */
export function patternLimit(parts: readonly PatternPart[]): string | undefined {
  const stars = parts.filter((part) => part === "any").length;
  if (stars > MOST_STARS) return `a pattern has at most ${MOST_STARS} stars, this one has ${stars}`;
  const length = parts.reduce((sum, part) => sum + (part === "any" ? 1 : part.text.length), 0);
  const long = stars > 0 && length > MOST_PATTERN;
  return long ? `a pattern has at most ${MOST_PATTERN} characters, this one has ${length}` : undefined;
}

/** The text of parts without a star. */
function plainText(parts: readonly PatternPart[]): string | undefined {
  const [only] = parts;
  return parts.length === 1 && only !== undefined && only !== "any" ? only.text : undefined;
}
