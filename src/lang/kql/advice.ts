import { isSpace } from "./characters.ts";
import type { Token } from "./token.ts";

const WORD_AT_END = /(?:^|\s)(and|or|not)$/i;

/** A way out of "expected ..., found ...", for the mistakes that people make. */
export function adviseOn(text: string, previous: Token | undefined, found: Token): string | undefined {
  const before = previous === undefined ? "" : text.slice(previous.span.start, previous.span.end);
  const glued = previous?.span.end === found.span.start;
  if (found.kind === "(" && previous?.kind === "unquoted") return adviseBeforeGroup(before);
  if (found.kind === "not") return adviseOnNot(previous, glued);
  if (found.kind === ":" && previous !== undefined) return adviseOnColon(before);
  if (previous?.kind === ":" && ["<", "<=", ">", ">="].includes(found.kind)) {
    return `a range has no colon: write \`field ${found.kind} value\``;
  }
  if (found.kind === "unquoted") return adviseOnText(text, previous, found);
  if (found.kind === "quoted" && /[=~]$/.test(before)) return "KQL compares with a colon: write `field:value`";
  return undefined;
}

/** `not(x)`: only white space makes the word a keyword. */
function adviseBeforeGroup(before: string): string | undefined {
  const word = WORD_AT_END.exec(before)?.[1]?.toLowerCase();
  return word === undefined ? undefined : `put a space after ${word}`;
}

function adviseOnNot(previous: Token | undefined, glued: boolean): string | undefined {
  if (previous?.kind === "not")
    return "only one `not` stands before an operand: leave both out, or write `not (not ...)`";
  if (previous?.kind === "unquoted" && glued) return "a word that ends in `not` must stand in double quotes";
  if (previous?.kind === "unquoted" || previous?.kind === "quoted" || previous?.kind === ")") return "write `and not`";
  return undefined;
}

function adviseOnColon(before: string): string {
  const word = /^(?:and|or)(?=\s)/i.exec(before)?.[0].toLowerCase();
  if (word !== undefined) return `a value is missing before ${word}`;
  if (/&&|\|\|/.test(before)) return "KQL writes `and` and `or` for `&&` and `||`";
  return "a colon inside a value is written `\\:`, or put the value in double quotes";
}

function adviseOnText(text: string, previous: Token | undefined, found: Token): string | undefined {
  const start = found.span.start;
  const word = /^(?:and|or)(?![a-z0-9_.-])/i.exec(text.slice(start, start + 4))?.[0].toLowerCase();
  if (word === undefined || previous === undefined) return undefined;
  const end = start + word.length;
  if (end === text.length) return `an operand is missing after ${word}`;
  if (!isSpace(text[start - 1])) return `put a space before ${word}`;
  return isSpace(text[end]) ? undefined : `put a space after ${word}`;
}
