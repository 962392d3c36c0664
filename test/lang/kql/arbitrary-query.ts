import fc from "fast-check";
import type { FieldName, PatternPart, Query, Value, Values } from "../../../src/lang/kql/ast.ts";
import { nowhere } from "../../../src/source/span.ts";

const PIECES = [
  ..."abzAZ019 .-_/@=?!'\t\n\r\u00a0\u2003\ufeff\u202e\u2028\u0000\u007f\ud83d\ude00",
  ...'\\():<>"*{}',
  "and",
  "or",
  "not",
  "NOT ",
  " or ",
  " And ",
  "null",
  "true",
  "u0041",
  "\\n",
];

/** Text that is unkind to a lexer: keywords, escapes, white space, signs, halves of surrogate pairs. */
export const hostileText = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ maxLength: 2 })), { maxLength: 8 })
  .map((pieces) => pieces.join(""));

const span = nowhere;
const typedWords = ["true", "false", "null"];

const bare = hostileText.map((text) => text.trim());

const literal: fc.Arbitrary<Value> = fc.oneof(
  hostileText.map((value): Value => ({ kind: "literal", value, quoted: true, span })),
  bare
    .filter((text) => !typedWords.includes(text))
    .map((value): Value => ({ kind: "literal", value, quoted: false, span })),
  fc.constantFrom(true, false, null).map((value): Value => ({ kind: "literal", value, quoted: false, span })),
);

const parts: fc.Arbitrary<readonly PatternPart[]> = fc
  .tuple(bare, fc.array(hostileText.filter((text) => text !== "")), bare)
  .map(([first, middle, last]) => {
    const texts = [first.trimStart(), ...middle, last.trimEnd()];
    return texts
      .flatMap((text, i): PatternPart[] => (i === 0 ? [{ text }] : ["any", { text }]))
      .filter((part) => part === "any" || part.text !== "");
  });

const value: fc.Arbitrary<Value> = fc.oneof(
  literal,
  parts.map((each): Value => ({ kind: "pattern", parts: each, span })),
);

const field: fc.Arbitrary<FieldName> = fc.oneof(
  fc.constantFrom("event.action", "user.name").map((name): FieldName => ({ kind: "name", name, quoted: false, span })),
  hostileText.map((name): FieldName => ({ kind: "name", name, quoted: true, span })),
  bare.map((name): FieldName => ({ kind: "name", name, quoted: false, span })),
  parts.map((each): FieldName => ({ kind: "name_pattern", parts: each, span })),
);

/** Any query that the parser can make. */
export const arbitraryQuery: fc.Arbitrary<Query> = fc.letrec<{ query: Query; values: Values }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, depthIdentifier: "query" },
    fc.record({ kind: fc.constant("match" as const), field, values: tie("values"), span: fc.constant(span) }),
    fc.record({ kind: fc.constant("term" as const), value, span: fc.constant(span) }),
    fc.record({
      kind: fc.constant("range" as const),
      field,
      operator: fc.constantFrom("<" as const, "<=" as const, ">" as const, ">=" as const),
      value,
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constantFrom("or" as const, "and" as const),
      operands: fc.array(tie("query"), { minLength: 2, maxLength: 3 }),
      span: fc.constant(span),
    }),
    fc.record({ kind: fc.constant("not" as const), operand: tie("query"), span: fc.constant(span) }),
    fc.record({ kind: fc.constant("nested" as const), field, query: tie("query"), span: fc.constant(span) }),
  ),
  values: fc.oneof(
    { maxDepth: 3, depthIdentifier: "values" },
    value,
    fc.record({
      kind: fc.constantFrom("or_values" as const, "and_values" as const),
      operands: fc.array(tie("values"), { minLength: 2, maxLength: 3 }),
      span: fc.constant(span),
    }),
    fc.record({ kind: fc.constant("not_values" as const), operand: tie("values"), span: fc.constant(span) }),
  ),
})).query;
