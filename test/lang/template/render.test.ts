import { describe, expect, test } from "vitest";
import { parseTemplate } from "../../../src/lang/template/parse.ts";
import { renderTemplate } from "../../../src/lang/template/render.ts";
import { source } from "../../../src/source/source.ts";

const VALUES: Readonly<Record<string, readonly string[]>> = {
  "@userIdentity.session_name": ["alice"],
  "@names": ["a", "b_", "c"],
  "@zero": ["0"],
  "@empty": [""],
  "@false": ["false"],
  "@duration": ["250"],
  "@link": ["[x](http://evil.example)"],
  "@many": Array.from({ length: 25 }, (_, index) => `v${index}`),
  "@long": ["x".repeat(5_000)],
  "@url": ["a b/(c)*'_!~.-é\u{D800}"],
  env: ["prod"],
  host: ["i-1"],
  "service.name": ["web"],
  "a.b": ["dotted"],
  toString: ["tag"],
  rule_name: ["a tag of this name"],
};

const BUILTINS = {
  severity: 0,
  rule_name: "My *rule*",
  first_seen: "2026-01-02T03:04:05.000Z",
  first_seen_epoch: 1767323045000,
  events_matched: 12,
  "events_matched_per_query.failed": 7,
};

function render(text: string): string {
  const { template } = parseTemplate(source("message", text));
  return renderTemplate(template, {
    builtins: BUILTINS,
    lookup: (path) => (Object.hasOwn(VALUES, path) ? (VALUES[path] ?? []) : []),
  });
}

describe("variables", () => {
  test.each([
    ["{{@userIdentity.session_name}}", "alice"],
    ["{{ @userIdentity.session_name }}", "alice"],
    ["{{{@userIdentity.session_name}}}!", "alice!"],
    ["{{@names}}", "a, b\\_, c"],
    ["{{env}} {{env.name}}", "prod prod"],
    ["{{host.name}} {{service.name}}", "i-1 web"],
    ["{{[a.b].name}} {{[a.b]}}", "dotted dotted"],
    ["{{rule_name}}", "My \\*rule\\*"],
    ["{{events_matched}}/{{events_matched_per_query.failed}}", "12/7"],
    ["{{first_seen}} {{first_seen_epoch}}", "2026-01-02T03:04:05.000Z 1767323045000"],
    ["x{{@@userIdentity.arn}}{{@userIdentity.arm}}{{nothing}}{{__proto__}}{{constructor}}y", "xy"],
    ["{{toString}}", "tag"],
    ["{{@link}}", "\\[x\\]\\(http\\://evil\\.example\\)"],
    ["@slack-{{service.name}}", "@slack-web"],
    ["{{! a comment }}x", "x"],
    ["{{{{raw}}}}{{@a}} %%%{{{{/raw}}}}", "{{@a}} %%%"],
    ["%%%\n# Title\n%%%\n", "# Title\n"],
    ["  %%%  \r\nx %%% y", "x  y"],
    ["C:\\{{@link}}", "C:\\\\\\[x\\]\\(http\\://evil\\.example\\)"],
    ["<{{env}}>", "&lt;prod>"],
  ])("%j renders %j", (text, expected) => {
    expect(render(text)).toBe(expected);
  });

  test("with many values or long ones are cut, and say so", () => {
    expect(render("{{@many}}")).toMatch(/v19, and 5 more$/);
    expect(render("{{@long}}")).toBe(`${"x".repeat(4_095)}\u{2026}`);
  });

  test("stay as they are inside the author's code", () => {
    expect(render("`{{@link}}` {{@link}}")).toBe("`[x](http://evil.example)` \\[x\\]\\(http\\://evil\\.example\\)");
  });
});

describe("blocks", () => {
  test.each([
    ["{{#if env}}y{{else}}n{{/if}}", "y"],
    ["{{#if @nothing}}y{{else}}n{{/if}}", "n"],
    ["{{#if @empty}}y{{/if}}{{#if @zero}}y{{/if}}{{#if @false}}y{{/if}}{{#if severity}}y{{/if}}n", "n"],
    ["{{^if env}}y{{else}}n{{/if}}", "n"],
    ["{{#unless env}}y{{^}}n{{/unless}}", "n"],
    ["{{#unless @nothing}}y{{/unless}}", "y"],
    ['{{#is_match "@names" "b"}}y{{/is_match}}', "y"],
    ['{{#is_match "@names" "z" "c"}}y{{/is_match}}', "y"],
    ['{{#is_match "@names" "B"}}y{{else}}n{{/is_match}}', "n"],
    ['{{^is_match "@names" "b"}}y{{else}}n{{/is_match}}', "n"],
    ['{{#is_exact_match "env" "pro"}}y{{else}}n{{/is_exact_match}}', "n"],
    ['{{#is_exact_match "host.name" "i-1"}}y{{/is_exact_match}}', "y"],
    ['{{#is_exact_match "severity" 0}}y{{/is_exact_match}}', "y"],
    ['{{^is_exact_match "@nothing" ""}}y{{else}}missing{{/is_exact_match}}', "missing"],
    ["{{#is_match '@names' 'a'}}{{#if env}}both{{/if}}{{/is_match}}", "both"],
    ["{{#if env}}open to the end", "open to the end"],
    ["{{#each env}}gone{{/each}}x", "x"],
  ])("%j renders %j", (text, expected) => {
    expect(render(text)).toBe(expected);
  });
});

describe("helpers", () => {
  test.each([
    ['{{eval "first_seen_epoch-15*60*1000"}}', "1767322145000"],
    ['{{eval "1 + 2 * 3 - -4 / (2 - 1) % 3"}}', "8"],
    ["{{eval '(1 + 2) * 3'}}", "9"],
    ['{{eval "10 - 3 - 2"}}', "5"],
    ['{{eval "@duration / 1000"}}', "0.25"],
    ['{{eval "-1"}}', "\\-1"],
    ['x{{eval "1 / 0"}}{{eval "nothing + 1"}}{{eval "rule_name"}}y', "xy"],
    ['{{local_time "first_seen" "Europe/Paris"}}', "2026-01-02 04:04:05+01:00"],
    ['{{local_time "first_seen_epoch" "America/St_Johns"}}', "2026-01-01 23:34:05-03:30"],
    ['{{local_time "first_seen" "UTC"}}', "2026-01-02 03:04:05+00:00"],
    ['x{{local_time "env" "UTC"}}y', "xy"],
    ['{{urlencode "@url"}}', "a%20b%2F%28c%29%2A%27%5F%21%7E%2E%2D%C3%A9%EF%BF%BD"],
    [
      '[q](https://x.example/?q={{urlencode "@link"}})',
      "[q](https://x.example/?q=%5Bx%5D%28http%3A%2F%2Fevil%2Eexample%29)",
    ],
  ])("%j renders %j", (text, expected) => {
    expect(render(text)).toBe(expected);
  });
});

test("a message is cut at its limit", () => {
  const message = render("`{{@long}}`\n\n".repeat(4_000));
  expect(message.length).toBe(262_144);
  expect(message.endsWith("\u{2026}")).toBe(true);
});
