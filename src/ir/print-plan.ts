import { unreachable } from "../util/invariant.ts";
import type { Predicate, Value } from "./expr.ts";
import type { Plan, SelectColumn, WhichCase } from "./plan.ts";
import { printPredicate } from "./print-predicate.ts";

/** A plan from its source to its result, one step a line. */
export function printPlan(plan: Plan): string {
  switch (plan.kind) {
    case "events":
      return "events";
    case "filter":
      return `${printPlan(plan.input)}\nwhere\n${printPredicate(plan.predicate, "  ")}`;
    case "between":
      return `${printPlan(plan.input)}\nbetween ${instant(plan.from)} and ${instant(plan.to)}`;
    case "select":
      return `${printPlan(plan.input)}\nselect ${plan.columns.map(printColumn).join(", ")}`;
    case "explode":
      return `${printPlan(plan.input)}\nexplode ${plan.column}${plan.keepEmpty ? " (empty lists stay)" : ""}`;
    case "among": {
      const tuples = plan.tuples.map((tuple) => `(${tuple.map((text) => JSON.stringify(text)).join(", ")})`);
      return `${printPlan(plan.input)}\namong (${plan.columns.join(", ")}) in ${tuples.join(", ")}`;
    }
    case "crowded":
      return `${printPlan(plan.input)}\ncrowded ${plan.least} in ${plan.bucket}s of ${plan.span / 1000} s by ${plan.by.join(", ") || "nothing"}`;
    case "thinned": {
      const times = `silence ${plan.silence / 1000} s, width ${plan.width / 1000} s, a ${plan.bucket}`;
      return `${printPlan(plan.input)}\nthinned ${times} by ${plan.by.join(", ") || "nothing"}`;
    }
    case "aggregate": {
      const measures = plan.measures.map((each) => `${each.name} = ${each.fn}(${each.column ?? ""})`);
      return `${printPlan(plan.input)}\naggregate ${measures.join(", ")} by ${plan.by.join(", ") || "nothing"}`;
    }
    case "sort":
      return `${printPlan(plan.input)}\nsort ${plan.by.join(", ")}`;
    default:
      return unreachable(plan);
  }
}

function instant(ms: number | null): string {
  return ms === null ? "..." : new Date(ms).toISOString();
}

function printColumn(column: SelectColumn): string {
  switch (column.shape) {
    case "time":
      return `${column.name} = time`;
    case "bucket":
      return `${column.name} = bucket(${column.width / 1000} s)`;
    case "scalar":
    case "number":
    case "list":
      return `${column.name} = ${column.shape}(${printValue(column.value)})`;
    case "which":
      return `${column.name} = which(${column.cases.map(printCase).join("; ")})`;
    case "packed":
      return `${column.name} = packed(${[...column.cases.map(printCase), ...column.columns.map(printColumn)].join("; ")})`;
    default:
      return unreachable(column);
  }
}

function printCase({ when, candidates }: WhichCase): string {
  const names = candidates.map(({ name, predicate }) => `${name} = ${inline(predicate)}`);
  return `when ${inline(when)}: ${names.join(", ")}`;
}

function inline(predicate: Predicate): string {
  return `(${printPredicate(predicate).replaceAll(/\n\s*/g, " ")})`;
}

/** A value over the columns of the events table. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case "column":
      return value.column;
    case "path":
      return [value.column, ...value.keys].join(".");
    case "constant":
      return JSON.stringify(value.text);
    case "java_text":
      return `java_text(${value.column})`;
    case "without_suffix":
      return `${value.column} without ${JSON.stringify(value.suffix)}`;
    case "pruned":
      return `pruned(${printValue(value.value)})`;
    case "when":
      return `${printValue(value.value)} when ${inline(value.condition)}`;
    case "all":
    case "first":
      return `${value.kind}(${value.values.map(printValue).join(", ")})`;
    default:
      return unreachable(value);
  }
}
