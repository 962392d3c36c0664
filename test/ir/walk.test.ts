import { expect, test } from "vitest";
import { allOf, anyOf, not } from "../../src/ir/build.ts";
import type { Predicate, Value } from "../../src/ir/expr.ts";
import { columnsOf, columnsOfValue, fieldsOf } from "../../src/ir/walk.ts";
import { nowhere } from "../../src/source/span.ts";
import { column, equals, exists, field, path } from "./fixtures.ts";

const span = nowhere;
const leaves: readonly Predicate[] = [
  exists(field("a")),
  equals(field("b"), "x"),
  { kind: "compare", field: field("c"), bounds: [], as: "text", span },
  { kind: "wildcard", field: field("d"), pattern: ["any"], ignoreCase: false, span },
  { kind: "cidr", field: field("e"), networks: [], span },
  { kind: "words", field: field("f"), pattern: [], span },
  { kind: "constant", holds: true, span },
];

test("the fields of a predicate, left to right, through every kind of node", () => {
  const tree = allOf([anyOf(leaves.slice(0, 3)), not(allOf(leaves.slice(3)))]);
  expect(fieldsOf(tree).map(({ name }) => name)).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("the columns that values read, conditions included", () => {
  const when: Value = { kind: "when", condition: equals(field("y"), "1"), value: column("x") };
  const all: Value = { kind: "all", values: [column("p"), { kind: "pruned", value: path("k") }] };
  const first: Value = {
    kind: "first",
    values: [
      { kind: "constant", text: "t" },
      { kind: "java_text", column: "j" },
    ],
  };
  expect([when, all, first].map(columnsOfValue)).toEqual([["y", "x"], ["p", "request_parameters"], ["j"]]);
  const tree = allOf([exists(field("one", when)), not(exists(field("two", all))), exists(field("three", when))]);
  expect(columnsOf(tree)).toEqual(["p", "request_parameters", "x", "y"]);
});

test("built trees: one operand stands for itself, none for the neutral constant", () => {
  const [leaf = exists(field("a"))] = leaves;
  expect([allOf([leaf]), anyOf([leaf])]).toEqual([leaf, leaf]);
  expect([allOf([]), anyOf([])]).toEqual([
    { kind: "constant", holds: true, span },
    { kind: "constant", holds: false, span },
  ]);
});
