import { describe, expect, test } from "vitest";
import { column } from "../../../src/catalog/columns.ts";
import { derivableOf } from "../../../src/engine/history/derivable.ts";
import type { Predicate } from "../../../src/ir/expr.ts";
import type { AggregatePlan, FilterPlan, Measure, Plan, SelectPlan } from "../../../src/ir/plan.ts";
import { printPlan } from "../../../src/ir/print-plan.ts";
import { nowhere } from "../../../src/source/span.ts";

function is(name: string, text: string): Predicate {
  const field = { name, type: "text", value: column(name), span: nowhere } as const;
  return { kind: "equals", field, texts: [text], as: "text", ignoreCase: false, span: nowhere };
}

const READS = is("event_name", "Read");

function filtered(from: number | null, to: number | null, predicate = READS): FilterPlan {
  return { kind: "filter", input: { kind: "between", input: { kind: "events" }, from, to }, predicate };
}

function byActor(
  input: SelectPlan["input"],
  measures: readonly Measure[] = [{ name: "n", fn: "count" }],
): AggregatePlan {
  const select: SelectPlan = {
    kind: "select",
    input,
    columns: [
      { name: "time", shape: "time" },
      { name: "actor", shape: "list", value: column("actor") },
    ],
  };
  return {
    kind: "aggregate",
    input: { kind: "explode", input: select, column: "actor", keepEmpty: false },
    by: ["actor"],
    measures,
  };
}

describe("derivable", () => {
  test("the aggregate is taken apart from its span of time and from what is made of it", () => {
    const aggregate = byActor(filtered(10, 20));
    const plan: Plan = {
      kind: "sort",
      input: { kind: "among", input: aggregate, columns: ["actor"], tuples: [["ann"]] },
      by: ["actor"],
    };
    const found = derivableOf(plan);
    expect(found?.span).toEqual({ from: 10, to: 20 });
    expect(found && printPlan(found.inner)).toBe(
      [
        "events",
        "where",
        '  event_name = "Read"',
        "select time = time, actor = list(actor)",
        "explode actor",
        "aggregate n = count() by actor",
      ].join("\n"),
    );
    expect(found && printPlan(found.outer)).toBe(["events", 'among (actor) in ("ann")', "sort actor"].join("\n"));
  });

  test("of an aggregate of an aggregate it is the one next to the events", () => {
    const outer: Plan = {
      kind: "aggregate",
      input: byActor(filtered(null, 20)),
      by: [],
      measures: [{ name: "n", fn: "count" }],
    };
    expect(derivableOf(outer)?.outer).toEqual({ ...outer, input: { kind: "events" } });
    expect(derivableOf(outer)?.inner.by).toEqual(["actor"]);
  });

  test("plans that differ in their span only have one inner plan", () => {
    const inner = (from: number | null, to: number | null) => derivableOf(byActor(filtered(from, to)))?.inner;
    expect(inner(1, 2)).toEqual(inner(null, 7));
  });

  test.each<[string, Plan]>([
    ["rows of single events", byActor(filtered(null, 1)).input],
    [
      "sums, whose last digit depends on the order",
      byActor(filtered(null, 1), [{ name: "s", fn: "sum", column: "time" }]),
    ],
    ["counts of distinct values", byActor(filtered(null, 1), [{ name: "s", fn: "count_distinct", column: "time" }])],
    [
      "filters that are narrowed to some groups",
      byActor({ kind: "filter", input: filtered(null, 1), predicate: is("actor", "ann") }),
    ],
    ["predicates over enrichments", byActor(filtered(null, 1, is("source_info", "x")))],
    ["events without a filter", byActor({ kind: "events" })],
  ])("not derived: %s", (_, plan) => {
    expect(derivableOf(plan)).toBeNull();
  });

  test("not derived: values of enrichments", () => {
    const aggregate = byActor(filtered(null, 1));
    const path = { kind: "path", column: "agent_info", keys: ["name"] } as const;
    const select: SelectPlan = {
      kind: "select",
      input: filtered(null, 1),
      columns: [{ name: "actor", shape: "list", value: path }],
    };
    expect(
      derivableOf({ ...aggregate, input: { kind: "explode", input: select, column: "actor", keepEmpty: false } }),
    ).toBeNull();
  });
});
