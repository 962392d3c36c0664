import { describe, expect, test } from "vitest";
import { allOf, anyOf, not } from "../../src/ir/build.ts";
import type { Predicate } from "../../src/ir/expr.ts";
import type { Plan } from "../../src/ir/plan.ts";
import { printPlan, printValue } from "../../src/ir/print-plan.ts";
import { printPredicate } from "../../src/ir/print-predicate.ts";
import { nowhere } from "../../src/source/span.ts";
import { column, equals, exists, field, path } from "./fixtures.ts";

const span = nowhere;
const f = field("f");

describe("a predicate is printed a node a line", () => {
  const leaves: readonly [Predicate, string][] = [
    [exists(f), "f exists"],
    [equals(f, 'say "x"'), 'f = "say \\"x\\""'],
    [equals(f, "a", { texts: ["a", "b"], ignoreCase: true }), 'f in ("a", "b") in any case'],
    [equals(f, "5", { as: "number_or_text" }), 'f = "5" as number or text'],
    [
      {
        kind: "compare",
        field: f,
        bounds: [
          { operator: ">=", text: "1" },
          { operator: "<", text: "9" },
        ],
        as: "number",
        span,
      },
      'f >= "1" and < "9" as number',
    ],
    [
      { kind: "wildcard", field: f, pattern: ["any", { text: "a*b?" }, "one"], ignoreCase: true, span },
      'f fits "*a\\\\*b\\\\??" in any case',
    ],
    [{ kind: "cidr", field: f, networks: ["10.0.0.0/8", "::1"], span }, "f within (10.0.0.0/8, ::1)"],
    [{ kind: "words", field: f, pattern: [{ text: "x y" }], span }, 'f has the words "x y"'],
    [{ kind: "constant", holds: true, span }, "always"],
    [{ kind: "constant", holds: false, span }, "never"],
  ];

  test.each(leaves)("%#: %j", (predicate, text) => {
    expect(printPredicate(predicate)).toBe(text);
  });

  test("with its operands indented", () => {
    const tree = anyOf([allOf([exists(f), not(equals(f, "x"))]), exists(f)]);
    const lines = ["or", "  and", "    f exists", "    not", '      f = "x"', "  f exists"];
    expect(printPredicate(tree, "> ").split("\n")).toEqual(lines.map((line) => `> ${line}`));
  });
});

test("values", () => {
  expect(
    [
      column("event_name"),
      path("a", "b"),
      { kind: "constant", text: "x" } as const,
      { kind: "java_text", column: "j" } as const,
      { kind: "pruned", value: column("c") } as const,
      { kind: "when", condition: allOf([exists(f), equals(f, "y")]), value: column("c") } as const,
      { kind: "first", values: [column("a"), { kind: "all", values: [column("b"), column("c")] }] } as const,
    ].map(printValue),
  ).toEqual([
    "event_name",
    "request_parameters.a.b",
    '"x"',
    "java_text(j)",
    "pruned(c)",
    'c when (and f exists f = "y")',
    "first(a, all(b, c))",
  ]);
});

test("a plan from its source to its result", () => {
  const filtered: Plan = { kind: "filter", input: { kind: "events" }, predicate: exists(f) };
  const plan: Plan = {
    kind: "sort",
    by: ["g", "n"],
    input: {
      kind: "aggregate",
      by: ["g"],
      measures: [
        { name: "n", fn: "count" },
        { name: "d", fn: "count_distinct", column: "x" },
      ],
      input: {
        kind: "explode",
        column: "g",
        keepEmpty: true,
        input: {
          kind: "select",
          input: { kind: "between", input: filtered, from: Date.parse("2026-01-02T00:00:00Z"), to: null },
          columns: [
            { name: "t", shape: "time" },
            { name: "b", shape: "bucket", width: 300_000 },
            { name: "g", shape: "list", value: column("c") },
            { name: "x", shape: "scalar", value: path("k") },
          ],
        },
      },
    },
  };
  expect(printPlan(plan).split("\n")).toEqual([
    "events",
    "where",
    "  f exists",
    "between 2026-01-02T00:00:00.000Z and ...",
    "select t = time, b = bucket(300 s), g = list(c), x = scalar(request_parameters.k)",
    "explode g (empty lists stay)",
    "aggregate n = count(), d = count_distinct(x) by g",
    "sort g, n",
  ]);
});
