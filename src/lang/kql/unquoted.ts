import type { PatternPart } from "./ast.ts";
import { isSpace, isSpecial, spacedWordAt } from "./characters.ts";
import { isEscapedNot, unquotedEscape } from "./escapes.ts";

export interface UnquotedText {
  readonly parts: readonly PatternPart[];
  readonly end: number;
  /** Where backslashes stand that escape nothing. */
  readonly badEscapes: readonly number[];
  /** Where `\not` stands for the word. */
  readonly escapedNots: readonly number[];
}

/** The run of unquoted text at `start`: up to a special character or a keyword, without the white space around it. */
export function scanUnquoted(source: string, start: number): UnquotedText {
  const parts: PatternPart[] = [];
  const badEscapes: number[] = [];
  const escapedNots: number[] = [];
  let text = "";
  let at = start;
  while (at < source.length && !endsAt(source, at)) {
    const char = source[at] ?? "";
    if (char === "*") {
      if (text !== "") parts.push({ text });
      if (parts.at(-1) !== "any") parts.push("any");
      text = "";
    }
    const escaped = char === "\\" ? unquotedEscape(source, at) : undefined;
    if (char === "\\" && !escaped) badEscapes.push(at);
    if (char === "\\" && isEscapedNot(source, at)) escapedNots.push(at);
    if (char !== "*") text += escaped?.text ?? char;
    at = escaped?.end ?? at + 1;
  }
  if (text !== "") parts.push({ text });
  return { parts: trimmed(parts), end: at, badEscapes, escapedNots };
}

/** A keyword ends the text even inside a word: Kibana cannot read `cannot connect` without quotes. */
function endsAt(source: string, at: number): boolean {
  const char = source[at];
  if (char !== "\\" && char !== "*" && isSpecial(char)) return true;
  if (spacedWordAt(source, at, ["not"]) !== undefined) return true;
  return isSpace(char) && spacedWordAt(source, at + 1, ["and", "or"]) !== undefined;
}

/** White space goes from both ends, escaped white space too. */
function trimmed(parts: readonly PatternPart[]): readonly PatternPart[] {
  const last = parts.length - 1;
  const cut = parts.map((part, i): PatternPart => {
    if (part === "any") return part;
    const text = i === 0 ? part.text.trimStart() : part.text;
    return { text: i === last ? text.trimEnd() : text };
  });
  return cut.length === 1 ? cut : cut.filter((part) => part === "any" || part.text !== "");
}
