import type { Predicate } from "../ir/expr.ts";
import { narrow, narrowValue } from "../ir/narrow.ts";
import type {
  BetweenPlan,
  EventsPlan,
  FilterPlan,
  Measure,
  Plan,
  SelectColumn,
  SelectPlan,
  WhichCase,
} from "../ir/plan.ts";
import { unreachable } from "../util/invariant.ts";
import type { Dialect } from "./dialect/dialect.ts";
import { compileCondition, compilePredicate, compileValue, textOf } from "./expr.ts";
import { quoteIdentifier, quoteText } from "./quote.ts";
import { compileCrowded, compileThinned } from "./sparse.ts";

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
    case "among": {
      const columns = plan.columns.map(quoteIdentifier).join(", ");
      const tuples = plan.tuples.map((tuple) => `(${tuple.map(quoteText).join(", ")})`);
      return `SELECT *\nFROM ${nested(plan.input, dialect, relation)}\nWHERE (${columns}) IN (${tuples.join(", ")})`;
    }
    case "crowded":
      return compileCrowded(plan, nested(plan.input, dialect, relation));
    case "thinned":
      return compileThinned(plan, nested(plan.input, dialect, relation));
    case "aggregate": {
      const keys = plan.by.map(quoteIdentifier);
      const measures = plan.measures.map((each) => `${measureSql(each, dialect)} AS ${quoteIdentifier(each.name)}`);
      const groupBy = keys.length === 0 ? "" : `\nGROUP BY ${keys.join(", ")}`;
      return `SELECT ${[...keys, ...measures].join(", ")}\nFROM ${nested(plan.input, dialect, relation)}${groupBy}`;
    }
    case "sort": {
      const keys = plan.by.map((name) => `${quoteIdentifier(name)} ASC NULLS FIRST`);
      const limit = plan.most === undefined ? "" : `\nLIMIT ${Number(plan.most)}`;
      return `SELECT *\nFROM ${nested(plan.input, dialect, relation)}\nORDER BY ${keys.join(", ")}${limit}`;
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
  const predicates = predicatesOf(plan.input);
  const columns = plan.columns.map(
    (each) => `${columnSql(narrowed(each, predicates), dialect)} AS ${quoteIdentifier(each.name)}`,
  );
  const packed = plan.columns.find((each) => each.shape === "packed");
  const from = fromEvents(plan.input, dialect, relation);
  return `SELECT ${columns.join(",\n  ")}\n${packed === undefined ? from : withWhich(packed, from, dialect)}`;
}

function predicatesOf(plan: SelectPlan["input"]): readonly Predicate[] {
  if (plan.kind === "events") return [];
  return plan.kind === "filter" ? [plan.predicate, ...predicatesOf(plan.input)] : predicatesOf(plan.input);
}

function narrowed(column: SelectColumn, predicates: readonly Predicate[]): SelectColumn {
  switch (column.shape) {
    case "scalar":
    case "number":
    case "list":
      return { ...column, value: narrowValue(column.value, predicates) };
    case "packed":
      return { ...column, columns: column.columns.map((each) => narrowed(each, predicates)) };
    case "time":
    case "bucket":
    case "which":
      return column;
    default:
      return unreachable(column);
  }
}

const WHICH = quoteIdentifier("th_which");

type PackedColumn = Extract<SelectColumn, { readonly shape: "packed" }>;

/** Found out below, so that it is done once an event and only what holds somewhere is packed. */
function withWhich({ cases }: PackedColumn, from: string, dialect: Dialect): string {
  return `FROM (\n  SELECT *, ${compileWhich(cases, dialect)} AS ${WHICH}\n  ${from.replaceAll("\n", "\n  ")}\n)`;
}

function packedSql({ columns }: PackedColumn, dialect: Dialect): string {
  const array = dialect.jsonArray([WHICH, ...columns.map((each) => columnSql(each, dialect))]);
  return dialect.onlyWhen(`${WHICH} <> ${quoteText("")}`, array);
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
      return value.many ? dialect.list.distinctSorted(value.sql) : dialect.list.ofOne(value.sql);
    }
    case "which":
      return compileWhich(column.cases, dialect);
    case "packed":
      return packedSql(column, dialect);
    default:
      return unreachable(column);
  }
}

function compileWhich(cases: readonly WhichCase[], dialect: Dialect): string {
  return dialect.joinTexts(
    cases.map(({ when, candidates }) => {
      const names = candidates.map((each) => onlyWhen(each.predicate, quoteText(`${each.name},`), dialect));
      return onlyWhen(when, dialect.joinTexts(names), dialect);
    }),
  );
}

function onlyWhen(predicate: Predicate, then: string, dialect: Dialect): string {
  const isAlways = predicate.kind === "constant" && predicate.holds;
  return isAlways ? then : dialect.onlyWhen(compilePredicate(predicate, dialect), then);
}

function measureSql(measure: Measure, dialect: Dialect): string {
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
    case "joined":
      return dialect.joinAll(name);
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
      return [...conditionsOf(plan.input, dialect), compileCondition(narrow(plan.predicate), dialect)];
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
