import type { PatternPart } from "./ast.ts";

const NEEDS_BACKSLASH =
  /[\\():<>"*{}]|(?:(?<=[ \t\r\n\u00a0])|^)(?:and|or)(?=[ \t\r\n\u00a0]|$)|not(?=[ \t\r\n\u00a0]|$)/gi;
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const CONTROLS: Readonly<Record<string, string>> = { "\t": "\\t", "\r": "\\r", "\n": "\\n" };

export function quotedText(text: string): string {
  return `"${withEscapes(text.replace(/[\\"]/g, "\\$&"))}"`;
}

/** Unquoted; in quotes when the text has white space at an end, which unquoted text cannot have. */
export function bareText(text: string): string {
  if (text === "") return "\\t";
  return text.trim() === text ? bareRun(text) : quotedText(text);
}

export function patternText(parts: readonly PatternPart[]): string {
  return parts.map((part) => (part === "any" ? "*" : bareRun(part.text))).join("");
}

function bareRun(text: string): string {
  return withEscapes(text.replace(NEEDS_BACKSLASH, escaped));
}

/** Not `\not`: Kibana reads a line break and "ot" there. */
function escaped(match: string): string {
  return match.toLowerCase() === "not" ? codeUnits(match.slice(0, 1)) + match.slice(1) : `\\${match}`;
}

function withEscapes(text: string): string {
  return text.replace(UNSAFE, (char) => CONTROLS[char] ?? codeUnits(char));
}

function codeUnits(char: string): string {
  return char
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
