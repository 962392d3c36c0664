import fc from "fast-check";
import type { Predicate, Value } from "../../src/ir/expr.ts";
import { holds } from "../../src/ir/holds.ts";
import { nowhere } from "../../src/source/span.ts";
import { elementsOf, type PlainRow } from "../sql/elements.ts";

// Predicates and events that meet each other often, about source, name and a little more.

const SOURCES = ["ssm.amazonaws.com", "kms.amazonaws.com", "Ssm.amazonaws.com", ""];
const NAMES = ["GetParameter", "GetParameters", "Decrypt", "getparameter", "-", "é"];
const OTHERS = ["a", "b", "É"];
const text = fc.constantFrom(...SOURCES, ...NAMES, ...OTHERS);

const column = (name: string): Value => ({ kind: "column", column: name, type: "text", many: false });

export const event: fc.Arbitrary<PlainRow> = fc.record({
  event_source: fc.option(fc.constantFrom(...SOURCES)),
  event_name: fc.option(fc.constantFrom(...NAMES)),
  error_code: fc.option(fc.constantFrom(...OTHERS)),
  request_parameters: fc.constantFrom({}, { k: "a" }, { k: ["a", "GetParameter"] }),
});

const plain: fc.Arbitrary<Value> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(column("event_source"), column("event_name")) },
  fc.constantFrom<Value>(
    column("error_code"),
    { kind: "path", column: "request_parameters", keys: ["k"] },
    { kind: "without_suffix", column: "event_source", suffix: ".amazonaws.com" },
    { kind: "all", values: [] },
  ),
  text.map((each): Value => ({ kind: "constant", text: each })),
);

const { value, predicate } = fc.letrec<{ value: Value; predicate: Predicate; leaf: Predicate }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    plain,
    tie("value").map((inner): Value => ({ kind: "pruned", value: inner })),
    fc.array(tie("value"), { maxLength: 3 }).map((values): Value => ({ kind: "all", values })),
    fc.array(tie("value"), { minLength: 1, maxLength: 3 }).map((values): Value => ({ kind: "first", values })),
    fc
      .tuple(tie("predicate"), tie("value"))
      .map(([condition, inner]): Value => ({ kind: "when", condition, value: inner })),
  ),
  leaf: fc.oneof(
    tie("value").map((v): Predicate => ({ kind: "exists", field: field(v), span: nowhere })),
    fc.tuple(tie("value"), fc.array(text, { minLength: 1, maxLength: 3 }), fc.boolean()).map(
      ([v, texts, ignoreCase]): Predicate => ({
        kind: "equals",
        field: field(v),
        texts,
        as: "text",
        ignoreCase,
        span: nowhere,
      }),
    ),
    fc
      .tuple(
        tie("value"),
        fc.array(
          fc.oneof(
            fc.constantFrom("any" as const, "one" as const),
            text.map((each) => ({ text: each })),
          ),
          {
            maxLength: 2,
          },
        ),
        fc.boolean(),
      )
      .map(
        ([v, pattern, ignoreCase]): Predicate => ({
          kind: "wildcard",
          field: field(v),
          pattern,
          ignoreCase,
          span: nowhere,
        }),
      ),
    fc.tuple(tie("value"), text).map(
      ([v, each]): Predicate => ({
        kind: "compare",
        field: field(v),
        bounds: [{ operator: "<=", text: each }],
        as: "number_or_text",
        span: nowhere,
      }),
    ),
  ),
  predicate: fc.oneof(
    { maxDepth: 4 },
    tie("leaf"),
    fc.boolean().map((each): Predicate => ({ kind: "constant", holds: each, span: nowhere })),
    fc
      .array(tie("predicate"), { minLength: 1, maxLength: 3 })
      .map((operands): Predicate => ({ kind: "and", operands, span: nowhere })),
    fc
      .array(tie("predicate"), { minLength: 1, maxLength: 3 })
      .map((operands): Predicate => ({ kind: "or", operands, span: nowhere })),
    tie("predicate").map((operand): Predicate => ({ kind: "not", operand, span: nowhere })),
  ),
}));

export { predicate, value };

function field(bound: Value) {
  return { name: "f", type: "text" as const, value: bound, span: nowhere };
}

export function holdsFor(p: Predicate, row: PlainRow): boolean {
  return holds(p, (v) => elementsOf(row, v));
}
