import { plainText } from "./plain-text.ts";

/**
 * Makes a value that an attacker may have chosen into Markdown that shows exactly its `plainText`, wherever in a line
 * it is put: no link, image, heading, list, table cell, HTML, code or line break comes out of it, also in renderers
 * that pass HTML through or turn bare addresses into links.
 *
 * What means something in HTML becomes an entity, which holds inside the attributes of a template's own HTML too. The
 * rest of the punctuation gets a backslash (CommonMark 0.31, 2.4), and only where it could mean something, so that
 * ARNs and names stay readable.
 */
export function escapeMarkdown(value: string): string {
  const text = plainText(value);
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  return text.replace(/[!-/:-@[-`{-~]|\s/gu, (char, at: number) => {
    if (/\s/u.test(char)) return at < start || at >= end ? numeric(char) : char;
    return ENTITIES.get(char) ?? (isSpecial(text, char, at) ? `\\${char}` : char);
  });
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
  ["`", "&#96;"],
]);

function numeric(char: string): string {
  return `&#${char.codePointAt(0)};`;
}

/** Whether the character could mean something here, whatever stands before and after the value. */
function isSpecial(text: string, char: string, at: number): boolean {
  switch (char) {
    case "_":
      return !(isAlphanumeric(text[at - 1]) && isAlphanumeric(text[at + 1]));
    case "-":
    case "+":
    case "=":
      return at === 0;
    case ":":
      return at === 0 || text[at + 1] === "/" || at === text.length - 1;
    case ".":
      return !isInnerDot(text, at);
    default:
      return "\\*#[]()!|~@".includes(char);
  }
}

/** Not the end of a list's number, nor a dot before a word, of which renderers make a link (`www.example.com`). */
function isInnerDot(text: string, at: number): boolean {
  if (at === 0) return false;
  return /[\s\d]/.test(text[at + 1] ?? "") && !(at <= 10 && /^\d+$/.test(text.slice(0, at)) && text[at + 1] === " ");
}

function isAlphanumeric(char: string | undefined): boolean {
  return char !== undefined && /[A-Za-z0-9]/.test(char);
}
