import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, test } from "vitest";
import { escapeMarkdown } from "../../../src/lang/template/escape-markdown.ts";
import { plainText } from "../../../src/lang/template/plain-text.ts";

type Token = ReturnType<InstanceType<typeof MarkdownIt>["parse"]>[number];

const renderers = [
  ["without HTML", new MarkdownIt({ html: false })],
  ["with HTML", new MarkdownIt({ html: true })],
  ["with links of bare addresses", new MarkdownIt({ html: true, linkify: true })],
] as const;

const nasty = fc.constantFrom(
  "[a](http://evil.example)",
  "![a](x)",
  "<script>alert(1)</script>",
  "<http://evil.example>",
  "<!--",
  "&lt;",
  "&#60;",
  "# a",
  "a #",
  "===",
  "---",
  "***",
  "- a",
  "+ a",
  "* a",
  "1. a",
  "1) a",
  "12.",
  "> a",
  "    code",
  "\tcode",
  "```",
  "~~~",
  "`a`",
  "**a**",
  "_a_",
  "a_b",
  "__a__",
  "~~a~~",
  "\\",
  "\\[",
  "a\nb",
  "a\r\n\r\nb",
  "a  ",
  "[a]: http://x",
  "| a | b |",
  "--|--",
  ":-:",
  "http://evil.example/x",
  "www.evil.example",
  "evil.example",
  "a@evil.example",
  "mailto:a@evil.example",
  "//evil.example",
  "http:",
  "https",
  "://x.example",
  "arn:aws:iam::1:user/x_y",
  "\u{202E}x",
  "\u{2028}",
  "\u{A0}x\u{A0}",
  "\u{0}",
  "\u{D800}",
  "%%%",
  "{{@a}}",
  "@",
  "!",
);
const value = fc.oneof(
  nasty,
  fc.string({ unit: "binary" }),
  fc.array(fc.oneof(nasty, fc.constantFrom(..."[]()<>!#*_-+=`~|\\:/.@& 1a\n\"'"))).map((each) => each.join("")),
);

describe.each(renderers)("a renderer %s", (_, markdown) => {
  test("shows exactly the text of an escaped value", () => {
    fc.assert(
      fc.property(value, (each) => {
        expect(textOf(markdown.parse(escapeMarkdown(each), {}))).toBe(plainText(each));
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["behind text", "x ", " y"],
    ["at the start of a second line", "x\n", ""],
    ["on a line of its own", "x\n", "\ny"],
    ["in the middle of a word", "x", "y"],
  ])("shows it %s", (_where, before, after) => {
    fc.assert(
      fc.property(value, (each) => {
        const plain = plainText(each);
        fc.pre(plain.trim() !== "" && plain === plain.trim());
        expect(textOf(markdown.parse(before + escapeMarkdown(each) + after, {}))).toBe(before + plain + after);
      }),
      { numRuns: 500 },
    );
  });

  test("shows several of them, whatever they make together", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        const text = textOf(markdown.parse(`x${values.map(escapeMarkdown).join("")}y`, {}));
        expect(text).toBe(`x${values.map(plainText).join("")}y`);
      }),
      { numRuns: 1000 },
    );
  });

  test("keeps it inside a heading, a list item, a table cell, emphasis and the text of a link", () => {
    fc.assert(
      fc.property(value, (each) => {
        const plain = plainText(each);
        fc.pre(plain !== "");
        const escaped = escapeMarkdown(each);
        for (const [before, after] of [
          ["# x", "y"],
          ["- x", "y"],
          ["> x", "y"],
          ["| a |\n|---|\n| x", "y |"],
          ["**x", "y**"],
          ["[x", "y](z)"],
        ]) {
          const tokens = markdown.parse(`${before}${escaped}${after}\n\nend`, {});
          const reference = markdown.parse(`${before}VALUE${after}\n\nend`, {});
          expect(shape(tokens)).toEqual(shape(reference));
        }
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ["arn:aws:sts::123456789012:assumed-role/My_Role/i-0abc", "arn:aws:sts::123456789012:assumed-role/My_Role/i-0abc"],
  ["198.51.100.7", "198.51.100.7"],
  ["/prod/db/password", "/prod/db/password"],
  ["2026-01-02T03:04:05.000Z", "2026-01-02T03:04:05.000Z"],
  ["alice@example.com", "alice\\@example\\.com"],
  ["a\r\nb\tc", "a b c"],
  ["<b>", "&lt;b&gt;"],
])("%j stays readable as %j", (each, escaped) => {
  expect(escapeMarkdown(each)).toBe(escaped);
});

test("is linear in the length of the value", () => {
  for (const char of [" ", "1", "_", ".", ":", "\\", "\n"])
    expect(escapeMarkdown(char.repeat(100_000))).toBeTypeOf("string");
});

/** The text of a single paragraph, or the types of what else there is. */
function textOf(tokens: readonly Token[]): string {
  if (tokens.length === 0) return "";
  const types = tokens.map((each) => each.type).join(" ");
  if (types !== "paragraph_open inline paragraph_close") return types;
  return (tokens[1]?.children ?? []).map(inlineText).join("");
}

function inlineText({ type, content }: Token): string {
  if (type === "softbreak") return "\n";
  return type === "text" || type === "text_special" ? content : `<${type}>`;
}

/** The structure without the texts. */
function shape(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((each) => [each.type, ...shape(each.children ?? [])]).filter((type) => type !== "text");
}
