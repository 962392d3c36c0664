import type { BetweenPlan, EventsPlan, FilterPlan, Measure, Plan, SelectColumn, SelectPlan } from "../ir/plan.ts";
import { unreachable } from "../util/invariant.ts";
import type { Dialect } from "./dialect/dialect.ts";
import { compilePredicate, compileValue, textOf } from "./expr.ts";
import { quoteIdentifier } from "./quote.ts";

/** The statement that delivers a plan's rows from the events in `relation` (an identifier or a subquery in parentheses). */
export function compilePlan(plan: Plan, dialect: Dialect, relation: string): string {
  switch (plan.kind) {
    case "events":
    case "filter":
    case "between":
      return `SELECT *\n${fromEvents(plan, dialect, relation)}`;
    case "select":
      return compileSelect(plan, dialect, relation);
    case "explode": {
      const name = quoteIdentifier(plan.column);
      return `SELECT * EXCLUDE (${name}), ${dialect.list.explode(name, plan.keepEmpty)} AS ${name}\nFROM ${nested(plan.input, dialect, relation)}`;
    }
    case "aggregate": {
      const keys = plan.by.map(quoteIdentifier);
      const measures = plan.measures.map((each) => `${measureSql(each)} AS ${quoteIdentifier(each.name)}`);
      const groupBy = keys.length === 0 ? "" : `\nGROUP BY ${keys.join(", ")}`;
      return `SELECT ${[...keys, ...measures].join(", ")}\nFROM ${nested(plan.input, dialect, relation)}${groupBy}`;
    }
    case "sort": {
      const keys = plan.by.map((name) => `${quoteIdentifier(name)} ASC NULLS FIRST`);
      return `SELECT *\nFROM ${nested(plan.input, dialect, relation)}\nORDER BY ${keys.join(", ")}`;
    }
    default:
      return unreachable(plan);
  }
}

function nested(plan: Plan, dialect: Dialect, relation: string): string {
  const inner = compilePlan(plan, dialect, relation).replaceAll("\n", "\n  ");
  return `(\n  ${inner}\n)`;
}

function compileSelect(plan: SelectPlan, dialect: Dialect, relation: string): string {
  const columns = plan.columns.map((each) => `${columnSql(each, dialect)} AS ${quoteIdentifier(each.name)}`);
  return `SELECT ${columns.join(",\n  ")}\n${fromEvents(plan.input, dialect, relation)}`;
}

function columnSql(column: SelectColumn, dialect: Dialect): string {
  switch (column.shape) {
    case "time":
      return dialect.epochMs(quoteIdentifier("event_time"));
    case "bucket":
      return dialect.bucketMs(quoteIdentifier("event_time"), column.width);
    case "scalar":
    case "number": {
      const value = textOf(compileValue(column.value, dialect), dialect);
      const text = value.many ? dialect.list.least(value.sql) : value.sql;
      return column.shape === "number" ? dialect.number(text) : text;
    }
    case "list": {
      const value = textOf(compileValue(column.value, dialect), dialect);
      return dialect.list.distinctSorted(value.many ? value.sql : dialect.list.concat([value]));
    }
    default:
      return unreachable(column);
  }
}

function measureSql(measure: Measure): string {
  const name = quoteIdentifier(measure.column ?? "");
  switch (measure.fn) {
    case "count":
      return "count(*)";
    case "count_distinct":
      return `count(DISTINCT ${name})`;
    case "sum":
    case "min":
    case "max":
      return `${measure.fn}(${name})`;
    default:
      return unreachable(measure.fn);
  }
}

function fromEvents(plan: EventsPlan | FilterPlan | BetweenPlan, dialect: Dialect, relation: string): string {
  const conditions = conditionsOf(plan, dialect);
  return `FROM ${relation}${conditions.length === 0 ? "" : `\nWHERE ${conditions.join("\n  AND ")}`}`;
}

function conditionsOf(plan: EventsPlan | FilterPlan | BetweenPlan, dialect: Dialect): readonly string[] {
  switch (plan.kind) {
    case "events":
      return [];
    case "filter":
      return [...conditionsOf(plan.input, dialect), compilePredicate(plan.predicate, dialect)];
    case "between": {
      const time = quoteIdentifier("event_time");
      const from = plan.from === null ? [] : [`${time} >= ${dialect.timestamp(plan.from)}`];
      const to = plan.to === null ? [] : [`${time} < ${dialect.timestamp(plan.to)}`];
      return [...conditionsOf(plan.input, dialect), ...from, ...to];
    }
    default:
      return unreachable(plan);
  }
}
