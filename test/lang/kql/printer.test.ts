import fc from "fast-check";
import { expect, test } from "vitest";
import type { Query, Values } from "../../../src/lang/kql/ast.ts";
import { print } from "../../../src/lang/kql/printer.ts";
import { arbitraryQuery, hostileText } from "./arbitrary-query.ts";
import { parseText, withoutSpans } from "./parse-text.ts";

function reprint(text: string): string {
  const { query } = parseText(text);
  return query === null ? "does not parse" : print(query);
}

test.each([
  ["", ""],
  ["  a  :  b  ", "a:b"],
  ["((a:b)) and (c:d)", "a:b and c:d"],
  ["a:b or (c:d or e:f)", "a:b or (c:d or e:f)"],
  ["a:b or (c:d and e:f)", "a:b or c:d and e:f"],
  ["(a:b or c:d) AND NOT (e:f)", "(a:b or c:d) and not e:f"],
  ["not (not a:b)", "not (not a:b)"],
  ["a:((x or y) and not (z))", "a:((x or y) and not z)"],
  ["a:(not x)", "a:(not x)"],
  ["a>=5 and b<c", "a >= 5 and b < c"],
  ["a:{b:c and d:{e:f}}", "a:{ b:c and d:{ e:f } }"],
  ['a:"x\ty" or a:\\u202ex', 'a:"x\\ty" or a:\\u202ex'],
  ["a:\\t", "a:\\t"],
  ["a:\\* or a:*", "a:\\* or a:*"],
  ["a:can\\u006eot and b:c", "a:can\\u006eot and b:c"],
  ["a:this \\or that", "a:this \\or that"],
])("%j prints as %j", (text, printed) => {
  expect(reprint(text)).toBe(printed);
});

test("a printed query parses to the same query", () => {
  fc.assert(
    fc.property(arbitraryQuery, (query) => {
      const text = print(query);
      expect(withoutSpans(parseText(text).query), text).toEqual(withoutSpans(query));
    }),
    { numRuns: 3000 },
  );
});

test("a query that parses prints as text that parses to it", () => {
  let parsed = 0;
  fc.assert(
    fc.property(hostileText, (text) => {
      const { query } = parseText(text);
      if (query === null) return;
      parsed++;
      expect(withoutSpans(parseText(print(query)).query)).toEqual(withoutSpans(query));
    }),
    { numRuns: 3000, seed: 1 },
  );
  expect(parsed).toBeGreaterThan(300);
});

test("printed text has no character that moves a cursor", () => {
  fc.assert(fc.property(arbitraryQuery, (query) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(print(query))));
});

test("the span of a node is the text that it was parsed from", () => {
  fc.assert(
    fc.property(arbitraryQuery, (query) => {
      const text = print(query);
      const parsed = parseText(text).query;
      for (const node of parsed === null ? [] : nodesOf(parsed)) {
        const part = text.slice(node.span.start, node.span.end);
        expect(withoutSpans(parseText(part).query), part).toEqual(withoutSpans(node));
      }
    }),
  );
});

function nodesOf(query: Query): readonly Query[] {
  switch (query.kind) {
    case "or":
    case "and":
      return [query, ...query.operands.flatMap(nodesOf)];
    case "not":
      return [query, ...nodesOf(query.operand)];
    case "nested":
      return [query, ...nodesOf(query.query)];
    case "match":
      return [query, ...valuesOf(query.values)];
    default:
      return [query];
  }
}

/** Values as the terms that they are on their own. */
function valuesOf(values: Values): readonly Query[] {
  switch (values.kind) {
    case "or_values":
    case "and_values":
      return values.operands.flatMap(valuesOf);
    case "not_values":
      return valuesOf(values.operand);
    default:
      return [{ kind: "term", value: values, span: values.span }];
  }
}
