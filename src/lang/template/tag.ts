import type { Span } from "../../source/span.ts";
import { span } from "../../source/span.ts";

/** A tag's words, before they are given a meaning. */
export type Tag =
  | { readonly kind: "comment" }
  | { readonly kind: "else" }
  /** `{{#name ...}}`, or `{{^name ...}}` when negated. */
  | { readonly kind: "open"; readonly name: string; readonly negated: boolean; readonly words: readonly Word[] }
  | { readonly kind: "close"; readonly name: string }
  /** `{{x}}` and `{{helper ...}}`. */
  | { readonly kind: "plain"; readonly words: readonly Word[] };

export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  readonly span: Span;
}

/** Reads what stands between the braces of a tag. */
export function readTag(text: string, { start, end }: Span): Tag {
  const inner = text.slice(start, end);
  const sigil = /^\s*([#^/!]?)\s*/.exec(inner) ?? [""];
  const words = readWords(inner.slice(sigil[0].length), start + sigil[0].length);
  const [first, ...rest] = words;
  switch (sigil[1]) {
    case "!":
      return { kind: "comment" };
    case "/":
      return { kind: "close", name: words.map((each) => each.text).join(" ") };
    case "#":
      return { kind: "open", name: first?.text ?? "", negated: false, words: rest };
    case "^":
      return first === undefined ? { kind: "else" } : { kind: "open", name: first.text, negated: true, words: rest };
    default:
      return words.length === 1 && first?.text === "else" && !first.quoted
        ? { kind: "else" }
        : { kind: "plain", words };
  }
}

/** Words apart by space; `"..."` and `'...'` are one word without their quotes. */
function readWords(text: string, offset: number): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/"([^"]*)"|'([^']*)'|[^\s"']+|["']/g)) {
    const quoted = match[1] ?? match[2];
    const start = offset + match.index;
    words.push({ text: quoted ?? match[0], quoted: quoted !== undefined, span: span(start, start + match[0].length) });
  }
  return words;
}
