import { expect, test } from "vitest";
import { renderReport } from "../../../src/report/html/render-report.tsx";
import type { ReportData } from "../../../src/report/html/report-data.ts";
import { sampleReport } from "../samples/sample-report.ts";
import { type Tokens, tokenize } from "./tokens.ts";

const PAYLOADS = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  "javascript:alert(1)",
  "[x](javascript:alert(1))",
  "![x](https://evil.example/x.png)",
  "</style><style>*{display:none}</style>",
  "</title><base href=https://evil.example/>",
  "<!-- <iframe srcdoc=x> -->",
  "\u202eevil\u2066\u0007\u001b[31m\u0000",
  "data:text/html,<script>alert(1)</script>",
  'https://evil.example/"onclick=alert(1) x=',
  "&lt;script&gt;&#x202e;",
];
/** Told apart by code: they are not text of events or rules. */
const FIXED = new Set(["severity", "kind", "type", "format", "step", "effect", "judged_by", "unreadable"]);
const TIMES = new Set(["time", "first", "last", "from", "to", "previous", "learned_since"]);

/** The same data with this text in place of every string, and in every name of a property that comes from outside. */
function poisoned(data: ReportData, payload: string): ReportData {
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return FIXED.has(key) || isTime(key, value) ? value : payload;
    if (Array.isArray(value)) return value.map((item) => walk(item, key));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([name, item]) => [name, walk(item, name)] as const);
    const isOpen = [
      "entity",
      "counts",
      "requestParameters",
      "missing_group",
      "insufficient_baseline",
      "values",
    ].includes(key);
    return Object.fromEntries(isOpen ? entries.map(([, item]) => [payload, item]) : entries);
  };
  return walk(data, "") as ReportData;
}

function isTime(key: string, value: string): boolean {
  return TIMES.has(key) || /^\d{4}-\d{2}-\d{2}T/.test(value);
}

const plain = tokenize(renderReport(sampleReport()));

function counts({ tags }: Tokens): Readonly<Record<string, number>> {
  const names = [
    "script",
    "style",
    "meta",
    "base",
    "link",
    "iframe",
    "img",
    "object",
    "embed",
    "form",
    "template",
    "html",
    "body",
    "title",
  ];
  return Object.fromEntries(names.map((name) => [name, tags.filter((tag) => tag.name === name).length]));
}

/** Every kind of tag and attribute. */
function kinds({ tags }: Tokens): ReadonlySet<string> {
  return new Set(
    tags.flatMap(({ name, attributes }) => [name, ...[...attributes.keys()].map((key) => `${name} ${key}`)]),
  );
}

const known = kinds(plain);

test.each(PAYLOADS)("%j in every string of the data stays text", (payload) => {
  const tokens = tokenize(renderReport(poisoned(sampleReport(), payload)));
  expect(counts(tokens)).toEqual(counts(plain));
  expect(counts(tokens)).toMatchObject({ script: 1, style: 1, img: 0, iframe: 0, base: 0, link: 0, form: 1 });
  expect([...kinds(tokens)].filter((kind) => !known.has(kind))).toEqual([]);
  for (const { attributes } of tokens.tags) {
    for (const [name, value] of attributes) {
      if (/^on|^style$|^srcdoc$|^src$|^action$|^formaction$/.test(name)) expect.fail(`${name} is there`);
      if (name === "href") expect(value).toMatch(/^(#alert|https?:\/\/)/);
    }
  }
});

test("identifiers and classes are never made from the data", () => {
  const tokens = tokenize(renderReport(poisoned(sampleReport(), 'x" id="y <b')));
  for (const { attributes } of tokens.tags) {
    for (const name of ["id", "class", "name", "value", "data-rule", "data-severity", "for"]) {
      if (attributes.get(name)?.includes("<b")) expect.fail(`${name} is made from the data`);
    }
  }
});

test("nothing invisible or direction-changing comes through, whether raw or as an entity of Markdown", () => {
  for (const payload of ["\u202eevil\u2066\u0007\u001b[31m\u0000\u{e0041}\ud800", "&#x202e;&#8294;&#x7;"]) {
    const html = renderReport(poisoned(sampleReport(), payload));
    expect(html.replaceAll("\n", "").match(/.{0,60}[\p{C}\u2028\u2029].{0,60}/gu)).toBeNull();
    expect(html.match(/&#(x202e|8294|x7);/gi)).toBeNull();
  }
  expect(renderReport(poisoned(sampleReport(), "\u202eevil")).includes("\\u202eevil")).toBe(true);
});

test("hostile text is shown as it is", () => {
  const payload = '"><img src=x onerror=alert(1)>';
  expect(tokenize(renderReport(poisoned(sampleReport(), payload))).text.split(payload).length).toBeGreaterThan(100);
});

test("endless text does not make an endless page", () => {
  const html = renderReport(poisoned(sampleReport(), "x".repeat(200_000)));
  expect(html.length).toBeLessThan(30_000_000);
});
