import type { Chunk } from "./chunk.ts";
import { valuesInCode } from "./code-spans.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { TEMPLATE_LIMITS } from "./limits.ts";

/** Puts the message together: values escaped, or as they are inside the author's code spans. */
export function joinChunks(chunks: readonly Chunk[]): string {
  const inCode = valuesInCode(chunks);
  const message = join(chunks, inCode);
  return message.length <= TEMPLATE_LIMITS.output ? message : cut(join(chunks, new Set()));
}

function join(chunks: readonly Chunk[], inCode: ReadonlySet<number>): string {
  let message = "";
  chunks.forEach(({ kind, text }, index) => {
    if (kind === "author") message += text;
    else if (inCode.has(index) && !text.includes("`")) message += text;
    else if (text !== "") message = defused(message) + escapeMarkdown(text);
  });
  return message;
}

/** Ends so that it takes nothing of the value behind it: a backslash no escape, a `<` no tag. */
function defused(message: string): string {
  if (message.endsWith("<")) return `${message.slice(0, -1)}&lt;`;
  const backslashes = message.length - message.replace(/\\+$/, "").length;
  return backslashes % 2 === 1 ? `${message}\\` : message;
}

/** At most the limit; a code span that loses its end would free what is in it, so this takes escaped text only. */
function cut(message: string): string {
  if (message.length <= TEMPLATE_LIMITS.output) return message;
  return `${message.slice(0, TEMPLATE_LIMITS.output - 1).replace(/[\u{D800}-\u{DBFF}]$/u, "")}\u{2026}`;
}
