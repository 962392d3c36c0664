import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTemplate } from "../../../src/lang/template/parse.ts";
import { renderTemplate } from "../../../src/lang/template/render.ts";
import { source } from "../../../src/source/source.ts";

function problems(text: string): string[] {
  return parseTemplate(source("message", text)).diagnostics.map(({ code, severity, span }) => {
    return `${severity} ${code} ${text.slice(span.start, span.end)}`;
  });
}

test.each([
  ["{{#if @a}}x", "error syntax {{#if @a}}"],
  ["{{#if @a}}{{#unless b}}x{{/if}}", "error syntax {{/if}}"],
  ['{{#is_match "a" "b"}}{{#if c}}{{/is_match}}{{/if}}', "error syntax {{/is_match}}|error syntax {{/if}}"],
  ["x{{/if}}", "error syntax {{/if}}"],
  ["{{else}}", "error syntax {{else}}"],
  ["{{#if a}}1{{else}}2{{else}}3{{/if}}", "error syntax {{else}}"],
  ["x {{@a.b", "error syntax {{"],
  ["{{{{raw}}}} x", "error syntax {{{{raw}}}}"],
  ["{{#each @a}}x{{/each}}", "error unsupported-feature {{#each @a}}"],
  ["{{> part}}", "error unsupported-feature >"],
  ['{{shout "a"}}', "error unsupported-feature shout"],
  ["{{#if}}x{{/if}}", "error syntax {{#if}}"],
  ["{{#if a b}}x{{/if}}", "error syntax {{#if a b}}"],
  ['{{#is_match "a"}}x{{/is_match}}', 'error syntax {{#is_match "a"}}'],
  ['{{eval "1+"}}', 'error syntax "'],
  ['{{eval "1+#"}}', "error syntax #"],
  ['{{eval "a" "b"}}', 'error syntax {{eval "a" "b"}}'],
  ['{{local_time "first_seen"}}', 'error syntax {{local_time "first_seen"}}'],
  ['{{local_time "first_seen" "Mars/Base"}}', 'error invalid-value "Mars/Base"'],
  ['{{urlencode "a" "b"}}', 'error syntax {{urlencode "a" "b"}}'],
  ["{{@@userIdentity.arn}}", "warning unknown-reference @@userIdentity.arn"],
  ["{{}}", "warning syntax {{}}"],
  ["x".repeat(65_537), `error limit ${"x".repeat(65_537)}`],
])("%j is reported as %j", (text, expected) => {
  expect(problems(text).join("|")).toBe(expected);
});

describe("limits", () => {
  const blocks = (depth: number) => `${"{{#if a}}".repeat(depth)}x${"{{/if}}".repeat(depth)}`;

  test("of depth", () => {
    expect(problems(blocks(50))).toEqual([]);
    expect(problems(blocks(51))).toEqual(["error limit {{#if a}}"]);
  });

  test("of a tag", () => {
    expect(problems(`{{${"a".repeat(990)}}}`)).toEqual([]);
    expect(problems(`{{${"a".repeat(1_000)}}}`)).toEqual(["error syntax {{"]);
  });

  test("of an expression's depth", () => {
    expect(problems(`{{eval "${"(".repeat(40)}1${")".repeat(40)}"}}`)).toEqual([]);
    expect(problems(`{{eval "${"(".repeat(60)}1${")".repeat(60)}"}}`)).toEqual(["error syntax ("]);
  });

  test("a hostile template is read quickly", () => {
    for (const piece of [
      "{{",
      '{{"',
      "{{#if a}}",
      "{{{{raw}}}}",
      "%%%",
      "{{'\"",
      '{{eval "',
      "}}",
      "{{/if}}",
      "\n  %%%",
    ]) {
      expect(parseTemplate(source("message", piece.repeat(60_000 / piece.length))).template).toBeDefined();
    }
  });
});

const piece = fc.constantFrom(
  "{{",
  "}}",
  "{{{",
  "{{{{raw}}}}",
  "{{{{/raw}}}}",
  "{{#if a}}",
  "{{else}}",
  "{{/if}}",
  '{{#is_match "a" "b"}}',
  "{{^}}",
  '{{^is_exact_match "@a" ""}}',
  "{{/is_match}}",
  "{{/is_exact_match}}",
  "{{@a}}",
  "{{b.name}}",
  '{{eval "',
  "1+2",
  '{{local_time "a" "UTC"}}',
  '{{urlencode "b"}}',
  "%%%",
  "\n",
  " ",
  '"',
  "'",
  "`",
  "\\",
  "<",
  "|",
  "x",
  "\u{1F600}",
  "\u{D800}",
);

test("never throws, renders always, and keeps its spans inside the text", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.string({ unit: "binary" }), (pieces, value) => {
      const text = pieces.join("");
      const { template, diagnostics } = parseTemplate(source("message", text));
      for (const { span } of diagnostics)
        expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
      expect(renderTemplate(template, { builtins: {}, lookup: () => [value] })).toBeTypeOf("string");
    }),
    { numRuns: 3000 },
  );
});
