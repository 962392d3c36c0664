import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CompareOperator, Predicate } from "../../../src/ir/expr.ts";
import { type Elements, holds } from "../../../src/ir/holds.ts";
import type { FieldName, Query, Value, Values } from "../../../src/lang/kql/ast.ts";
import { compileKql } from "../../../src/lang/kql/compile.ts";
import { print } from "../../../src/lang/kql/printer.ts";
import { source } from "../../../src/source/source.ts";
import { nowhere } from "../../../src/source/span.ts";
import { fakeVocabulary } from "./fake-vocabulary.ts";
import { type Doc, satisfies } from "./query-oracle.ts";

const span = nowhere;

const TEXTS = ["a", "ab", "abc", "A", "", "b a", "10.0.0.1", "true", "5", "a*b", "50"];
const TIMES = [
  "2026-01-01T00:00:00.000Z",
  "2026-01-01T23:59:59.000Z",
  "2026-01-02T03:04:05.000Z",
  "2026-02-01T00:00:00.000Z",
];

const VALUES = {
  text: TEXTS,
  number: ["5", "5.0", "-1", "50", "1e1", "10"],
  boolean: ["true", "false"],
  ip: ["10.0.0.1", "10.0.0.9", "10.1.0.1", "192.168.0.1"],
  time: TIMES,
} as const;

const FIELDS = {
  text: ["event.action", "user.name", "tags", "aws.cloudtrail.flattened.request_parameters.name"],
  number: ["event.code", "source.as.number"],
  boolean: ["aws.cloudtrail.read_only"],
  ip: ["source.ip"],
  time: ["@timestamp"],
} as const;

type Type = keyof typeof VALUES;

const WRITTEN: Readonly<Record<Type, readonly string[]>> = {
  ...VALUES,
  ip: [...VALUES.ip, "10.0.0.0/24", "10.1.2.3/8", "0.0.0.0/0"],
  time: ["2026", "2026-01", "2026-01-01", "2026-01-02T03:04", "2026-01-02T03:04:05", "2025-12-31"],
};

const docs: fc.Arbitrary<Doc> = fc.record(
  Object.fromEntries(
    Object.entries(FIELDS).flatMap(([type, names]) =>
      names.map((name) => [name, fc.array(fc.constantFrom(...VALUES[type as Type]), { maxLength: 3 })]),
    ),
  ),
);

const name = (text: string): FieldName => ({ kind: "name", name: text, quoted: false, span });
const anything: Value = { kind: "pattern", parts: ["any"], span };
const quotedOf = (texts: readonly string[]) =>
  fc.constantFrom(...texts).map((value): Value => ({ kind: "literal", value, quoted: true, span }));

const pattern: fc.Arbitrary<Value> = fc
  .array(fc.constantFrom("a", "b", "ab", "1", "."), { maxLength: 3 })
  .map((texts) => texts.flatMap((text) => [{ text }, "any" as const]))
  .chain((parts) => fc.constantFrom([...parts], ["any" as const, ...parts]))
  .map((parts): Value => (parts.length === 0 ? anything : { kind: "pattern", parts, span }));

function valuesOf(type: Type): fc.Arbitrary<Value> {
  const some = [quotedOf(WRITTEN[type]), fc.constant(anything)];
  return fc.oneof(...some, ...(type === "text" ? [pattern] : []));
}

function listsOf(value: fc.Arbitrary<Value>): fc.Arbitrary<Values> {
  return fc.letrec<{ list: Values }>((tie) => ({
    list: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      value,
      fc.record({
        kind: fc.constantFrom("or_values" as const, "and_values" as const),
        operands: fc.array(tie("list"), { minLength: 2, maxLength: 4 }),
        span: fc.constant(span),
      }),
      fc.record({ kind: fc.constant("not_values" as const), operand: tie("list"), span: fc.constant(span) }),
    ),
  })).list;
}

const operator = fc.constantFrom<CompareOperator>("<", "<=", ">", ">=");
const comparable = { ...WRITTEN, ip: VALUES.ip };

const clauses: readonly fc.Arbitrary<Query>[] = (Object.keys(FIELDS) as Type[]).flatMap((type) => {
  const field = fc.constantFrom(...FIELDS[type]).map(name);
  const match = fc
    .tuple(field, listsOf(valuesOf(type)))
    .map(([each, values]): Query => ({ kind: "match", field: each, values, span }));
  const range = fc
    .tuple(field, operator, quotedOf(comparable[type]))
    .map(([each, sign, value]): Query => ({ kind: "range", field: each, operator: sign, value, span }));
  return type === "boolean" ? [match] : [match, range];
});

const fieldPattern: fc.Arbitrary<FieldName> = fc.constantFrom<FieldName>(
  { kind: "name_pattern", parts: ["any"], span },
  { kind: "name_pattern", parts: [{ text: "event." }, "any"], span },
  { kind: "name_pattern", parts: ["any", { text: "n" }, "any"], span },
);

const spread: fc.Arbitrary<Query> = fc
  .tuple(fieldPattern, listsOf(fc.oneof(quotedOf(TEXTS), pattern)))
  .map(([field, values]): Query => ({ kind: "match", field, values, span }));

const term: fc.Arbitrary<Query> = fc
  .oneof(quotedOf([...TEXTS, "10.0.0.0/8"]), pattern)
  .map((value): Query => ({ kind: "term", value, span }));

const queries: fc.Arbitrary<Query> = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(...clauses, spread, term),
    fc.record({
      kind: fc.constantFrom("or" as const, "and" as const),
      operands: fc.array(tie("query"), { minLength: 2, maxLength: 4 }),
      span: fc.constant(span),
    }),
    fc.record({ kind: fc.constant("not" as const), operand: tie("query"), span: fc.constant(span) }),
  ),
})).query;

function elementsOf(doc: Doc): Elements {
  return (value) => {
    if (value.kind === "column") return doc[value.column] ?? [];
    if (value.kind === "path") return doc[[value.column, ...value.keys].join(".")] ?? [];
    throw new Error(`no ${value.kind} in the fake vocabulary`);
  };
}

function lowered(text: string): Predicate {
  const { predicate, diagnostics } = compileKql(source("query.kql", text), fakeVocabulary);
  if (!predicate) throw new Error(`${text}: ${diagnostics.map((each) => each.message).join("; ")}`);
  return predicate;
}

test("a lowered query holds for the documents that satisfy the query", () => {
  const seen = { true: 0, false: 0 };
  fc.assert(
    fc.property(queries, fc.array(docs, { minLength: 3, maxLength: 3 }), (query, several) => {
      const text = print(query);
      const predicate = lowered(text);
      for (const doc of several) {
        const expected = satisfies(query, doc);
        seen[`${expected}`]++;
        expect(holds(predicate, elementsOf(doc)), text).toBe(expected);
      }
    }),
    { numRuns: 2500, seed: 11 },
  );
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(1000);
});

describe("meaning", () => {
  const doc: Doc = {
    tags: ["prod-db", "secret-b"],
    "user.name": ["Alice"],
    "source.ip": ["10.1.2.3"],
    "event.code": ["80"],
    "aws.cloudtrail.read_only": ["true"],
    "event.outcome": [""],
  };

  test.each<[string, boolean]>([
    ["", true],
    ["user.name:Alice", true],
    ["user.name:alice", false],
    ["user.name:Ali", false],
    ["user.name:ali*", false],
    ['user.name:"Ali*"', false],
    ["tags:(*prod* and *secret*)", true],
    ["tags:*prod*secret*", false],
    ["not tags:prod-db", false],
    ["not tags:other", true],
    ["not event.action:x", true],
    ["event.action:(not x)", true],
    ["not event.action:*", true],
    ["event.outcome:*", true],
    ['event.outcome:""', true],
    ["event.action:(* and not x)", false],
    ["tags:(* and not (other* or x))", true],
    ["event.code:80 and event.code:80.0 and event.code:8e1", true],
    ["event.code > 9 and event.code < 100", true],
    ["aws.cloudtrail.read_only:true and not aws.cloudtrail.read_only:false", true],
    ["source.ip:10.0.0.0/8 and not source.ip:10.0.0.0/16", true],
    ['source.ip:"10.1.2.3" and source.ip:"\\u003a:ffff:10.1.2.3"', true],
  ])("%s is %s", (text, expected) => {
    expect(holds(lowered(text), elementsOf(doc))).toBe(expected);
  });
});
