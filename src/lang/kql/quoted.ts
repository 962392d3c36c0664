import { quotedEscape } from "./escapes.ts";

export interface QuotedText {
  readonly text: string;
  readonly end: number;
  /** False when the text ends first. */
  readonly closed: boolean;
}

/** The string whose opening quote stands at `start`. */
export function scanQuoted(source: string, start: number): QuotedText {
  let text = "";
  let at = start + 1;
  while (at < source.length) {
    const char = source[at] ?? "";
    if (char === '"') return { text, end: at + 1, closed: true };
    const escaped = char === "\\" ? quotedEscape(source, at) : undefined;
    text += escaped?.text ?? char;
    at = escaped?.end ?? at + 1;
  }
  return { text, end: at, closed: false };
}
