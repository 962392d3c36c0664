import type { Chunk } from "./chunk.ts";

/** Stands for a value while the author's own text is looked at. */
const VALUE = "\u{E000}";

/**
 * Which values (by their index among the chunks) stand inside a code span of the author's, where Markdown escapes
 * would show as they are. Escaped values hold no backtick, so the author's text alone decides. Only what is certain
 * counts: a paragraph in which every line closes the spans that it opens, without links, tables or fences, in a
 * message without HTML.
 */
export function valuesInCode(chunks: readonly Chunk[]): ReadonlySet<number> {
  const values: number[] = [];
  const skeleton = chunks.map((chunk, index) => {
    if (chunk.kind === "author") return chunk.text;
    if (chunk.text === "") return "";
    values.push(index);
    return VALUE;
  });
  const author = skeleton.filter((_, index) => chunks[index]?.kind === "author");
  if (author.some((text) => text.includes(VALUE) || /<([A-Za-z/!?]|$)/.test(text))) return new Set();
  return new Set(codeFlags(skeleton.join("")).flatMap((inCode, nth) => (inCode ? (values[nth] ?? []) : [])));
}

/** For each value, in order, whether it is in code. */
function codeFlags(text: string): boolean[] {
  return text.split(/\n[ \t\r]*\n/).flatMap((paragraph) => {
    const lines = paragraph.split(/\r\n|[\r\n]/).map(lineFlags);
    const certain = lines.every((each) => each !== null);
    return lines.flatMap((flags, index) => (certain && flags !== null ? flags : plainFlags(paragraph, index)));
  });
}

function plainFlags(paragraph: string, line: number): boolean[] {
  const text = paragraph.split(/\r\n|[\r\n]/)[line] ?? "";
  return Array.from(text.matchAll(/\u{E000}/gu), () => false);
}

/** For each value of the line whether it is in code; null when the line leaves a doubt. */
function lineFlags(line: string): boolean[] | null {
  const backticks = line.includes("`");
  if (backticks && (line.includes("|") || line.includes("\\`") || /^[\s>*+-]*```/.test(line))) return null;
  if (/\](\(|:)/.test(line) || /^[\s>*+-]*~~~/.test(line)) return null;
  const flags: boolean[] = [];
  let open = 0;
  for (const [token] of line.matchAll(/`+|\u{E000}/gu)) {
    if (token === VALUE) flags.push(open > 0);
    else if (open === 0) open = token.length;
    else if (open === token.length) open = 0;
  }
  return open === 0 ? flags : null;
}
