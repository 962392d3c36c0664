import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { expect, test } from "vitest";
import type { Chunk } from "../../../src/lang/template/chunk.ts";
import { valuesInCode } from "../../../src/lang/template/code-spans.ts";
import { joinChunks } from "../../../src/lang/template/output.ts";

const markdown = new MarkdownIt({ html: true });

test.each([
  ["`", "v", "`"],
  ["``x ", "v", " y``"],
  ["a `b` `", "v", "` c"],
  ["- `", "v", "`"],
])("%j%s%j is code", (before, value, after) => {
  expect([...valuesInCode(chunks(before, value, after))]).toEqual([1]);
});

test.each([
  ["", "v", ""],
  ["`a` ", "v", " `b`"],
  ["` ", "v", ""],
  ["a ` b\n`", "v", "`"],
  ["`", "v", "`\nc `"],
  ["``", "v", "`"],
  ["\\`", "v", "`"],
  ["| `", "v", "` |"],
  ["<b> `", "v", "`"],
  ["[a](`", "v", "`)"],
  ["```", "v", "```"],
  ["`", "", "`"],
])("%j%s%j is not certainly code", (before, value, after) => {
  expect([...valuesInCode(chunks(before, value, after))]).toEqual([]);
});

const author = fc.array(
  fc.constantFrom(
    "`",
    "``",
    "```",
    "~~~",
    " ",
    "\n",
    "\n\n",
    "x",
    "\\",
    "|",
    "- ",
    "> ",
    "# ",
    "    ",
    "**",
    "1. ",
    "<b>",
    "[",
    ")",
    "](",
    "]: ",
  ),
  { maxLength: 6 },
);
const evil = fc.constantFrom(
  "",
  "x",
  " ",
  "[e](//e)",
  "![e](//e)",
  "<i>e</i>",
  "<e:e>",
  ")[e](//e)",
  "</b>",
  "`",
  "a`[e](//e)`",
  "](//e)",
  "//e",
  "&lt;",
  "\\",
);
const message = fc.array(fc.record({ author, evil }), { minLength: 1, maxLength: 5 });

test("whatever the author wrote around it, a value makes no link, image or HTML", () => {
  fc.assert(
    fc.property(message, (parts) => {
      const withValues = parts.flatMap((each): Chunk[] => chunks(each.author.join(""), each.evil));
      const harmless = withValues.map(
        (each): Chunk => (each.kind === "value" && each.text !== "" ? { ...each, text: "x" } : each),
      );
      const allowed = active(joinChunks(harmless));
      for (const [type, count] of active(joinChunks(withValues))) {
        expect(count, type).toBeLessThanOrEqual(allowed.get(type) ?? 0);
      }
    }),
    { numRuns: 5_000 },
  );
});

function chunks(...texts: readonly string[]): Chunk[] {
  return texts.map((text, index) => ({ kind: index % 2 === 0 ? "author" : "value", text }));
}

/** How many elements of each kind the page has that do more than show text. */
function active(text: string): Map<string, number> {
  const tokens = markdown.parse(text, {}).flatMap((each) => [each, ...(each.children ?? [])]);
  const counts = new Map<string, number>();
  for (const { type } of tokens) {
    if (/link_open|image|html|heading_open|fence/.test(type)) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return counts;
}
