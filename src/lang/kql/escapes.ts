import { isSpace, isSpecial } from "./characters.ts";

export interface Escape {
  readonly text: string;
  readonly end: number;
}

const CONTROLS: Readonly<Record<string, string>> = { t: "\t", r: "\r", n: "\n" };

/** The escape that begins at this backslash inside quotes; undefined when the backslash only stands for itself. */
export function quotedEscape(text: string, at: number): Escape | undefined {
  const next = text[at + 1];
  if (next === "\\" || next === '"') return { text: next, end: at + 2 };
  return sharedEscape(text, at);
}

/** The escape that begins at this backslash in unquoted text; undefined when there is none, which is an error there. */
export function unquotedEscape(text: string, at: number): Escape | undefined {
  const next = text[at + 1] ?? "";
  if (isSpecial(next)) return { text: next, end: at + 2 };
  const keyword = isEscapedNot(text, at) ? text.slice(at + 1, at + 4) : undefined;
  const word = keyword ?? /^(?:or|and)/i.exec(text.slice(at + 1, at + 4))?.[0];
  return word === undefined ? sharedEscape(text, at) : { text: word, end: at + 1 + word.length };
}

/**
 * Kibana documents `\not` as the word, but its grammar tries `\n` first and gets a line break and "ot".
 * Taken as the word where the word ends, which is the only place where it needs an escape.
 */
export function isEscapedNot(text: string, at: number): boolean {
  const after = text[at + 4];
  const ends = after === undefined || isSpace(after) || isSpecial(after);
  return ends && text.slice(at, at + 4).toLowerCase() === "\\not";
}

function sharedEscape(text: string, at: number): Escape | undefined {
  const unicode = /^u([0-9a-f]{4})$/i.exec(text.slice(at + 1, at + 6))?.[1];
  if (unicode !== undefined) return { text: String.fromCharCode(Number.parseInt(unicode, 16)), end: at + 6 };
  const control = CONTROLS[text[at + 1] ?? ""];
  return control === undefined ? undefined : { text: control, end: at + 2 };
}
