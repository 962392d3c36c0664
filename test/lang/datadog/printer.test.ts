import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSearch } from "../../../src/lang/datadog/parser.ts";
import { printSearch } from "../../../src/lang/datadog/printer.ts";
import { source } from "../../../src/source/source.ts";
import { arbitrarySearch } from "./arbitrary-search.ts";

const awkward = fc.constantFrom(
  "AND",
  "OR",
  "NOT",
  "TO",
  "CIDR",
  "or",
  "a:b",
  "-x",
  "+x",
  "=x",
  "#x",
  "@x",
  "*",
  "a b",
  "\\",
);
const texts = fc.oneof(fc.string({ minLength: 1, maxLength: 8, unit: "binary" }), awkward);
const names = fc
  .oneof(fc.constantFrom("@a.b", "env", "@evt.name"), texts)
  .filter((name) => !/^_(exists|missing)_$/.test(name));

test("what is printed parses to the same search", () => {
  const networks = fc.constantFrom("10.0.0.0/8", "2001:db8::/32", "192.0.2.1");
  fc.assert(
    fc.property(arbitrarySearch({ names, texts, networks }), (search) => {
      const parsed = parseSearch(source("query", printSearch(search)));
      expect(parsed.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
      expect(withoutSpans(parsed.search)).toEqual(withoutSpans(search));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["a   b", "a AND b"],
  ["a OR b c", "a OR (b AND c)"],
  ["-@x:(a OR NOT b)", "-@x:(a OR -b)"],
  ["((a))", "a"],
  ["+a", "a"],
  ["@a:[1 TO 5}", '@a:["1" TO "5"}'],
  ["@a:{* TO 5]", '@a:[* TO "5"]'],
  ["@a:> 5", "@a:>5"],
  ["@a:AND", "@a:\\AND"],
  ["", "*:*"],
])("%j prints as %j", (text, printed) => {
  const { search } = parseSearch(source("query", text));
  expect(search && printSearch(search)).toBe(printed);
});

function withoutSpans(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === "span" ? undefined : each)));
}
