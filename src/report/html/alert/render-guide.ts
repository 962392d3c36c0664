import newMarkdownIt, { type MarkdownIt } from "markdown-it";
import { printable } from "../../../alert/printable.ts";

const LONGEST = 60_000;
/** The page's own headings reach to h4. */
const HEADINGS_BELOW = 3;

const markdown = newMarkdown();

/**
 * A guide's Markdown as HTML: no HTML of its own, no images (their text stays), links to http and https only, headings
 * below those of the page. A guide may hold event text. Invisible characters are spelled out in what comes out, as
 * Markdown can write them as entities.
 */
export function renderGuide(guide: string): string {
  const text = guide.slice(0, LONGEST).replaceAll("\t", "    ");
  const html = markdown.render(text).split("\n").map(printable).join("\n");
  return guide.length > LONGEST ? `${html}<p>The guide goes on: the rule's file has all of it.</p>` : html;
}

function newMarkdown(): MarkdownIt {
  const made = newMarkdownIt({ html: false, linkify: false, typographer: false });
  made.validateLink = (address) => /^https?:\/\//i.test(address);
  const { rules } = made.renderer;
  rules["image"] = (tokens, index) => made.utils.escapeHtml(tokens[index]?.content ?? "");
  rules["fence"] = (tokens, index) =>
    `<pre><code>${made.utils.escapeHtml(tokens[index]?.content ?? "")}</code></pre>\n`;
  rules["link_open"] = (tokens, index, options, _env, self) => {
    tokens[index]?.attrSet("rel", "noopener noreferrer");
    return self.renderToken(tokens, index, options);
  };
  made.core.ruler.push("headings_below", ({ tokens }) => {
    for (const token of tokens) if (/^h[1-6]$/.test(token.tag)) token.tag = lower(token.tag);
  });
  return made;
}

function lower(tag: string): string {
  return `h${Math.min(6, Number(tag.slice(1)) + HEADINGS_BELOW)}`;
}
