import { column } from "../catalog/columns.ts";
import { allOf } from "../ir/build.ts";
import type { Field, Predicate } from "../ir/expr.ts";
import type { EventsPlan, FilterPlan, Plan, SelectColumn, SelectPlan } from "../ir/plan.ts";
import { nowhere } from "../source/span.ts";
import { equalsAny, equalsText } from "./predicates.ts";

/** More texts than this make a statement slow to read. */
const MOST_LISTED = 5_000;

const EVENTS: EventsPlan = { kind: "events" };

const OUTCOME: Field = { name: "outcome", type: "text", value: column("outcome"), span: nowhere };

/** What every method needs of an event. `secrets`: the names that were really read, so of successful calls only. */
export const EVENT_SELECT: readonly SelectColumn[] = [
  { name: "time", shape: "time" },
  { name: "id", shape: "scalar", value: column("event_id") },
  {
    name: "secrets",
    shape: "list",
    value: { kind: "when", condition: equalsText(OUTCOME, "success"), value: column("secrets") },
  },
];

/** Events with `from <= time < to` that satisfy the predicate; null bounds are open. */
export function matching(predicate: Predicate, from: number | null, to: number | null): FilterPlan {
  const input = from === null && to === null ? EVENTS : ({ kind: "between", input: EVENTS, from, to } as const);
  return { kind: "filter", input, predicate };
}

/** Every stored event of the time range. */
export function everything(from: number | null, to: number | null): FilterPlan {
  return matching({ kind: "constant", holds: true, span: nowhere }, from, to);
}

export function select(input: FilterPlan, columns: readonly SelectColumn[]): SelectPlan {
  return { kind: "select", input, columns };
}

/** `prefix0`, `prefix1`...: one column a field. Field names are the rule's, so they never become column names. */
export function columnNames(prefix: string, fields: readonly Field[]): string[] {
  return fields.map((_, index) => `${prefix}${index}`);
}

/** The fields' elements as lists. */
export function listColumns(prefix: string, fields: readonly Field[]): SelectColumn[] {
  return fields.map((field, index) => ({ name: `${prefix}${index}`, shape: "list", value: field.value }));
}

/** One row for each combination of the columns' elements; a row that lacks one goes. */
export function explodeAll(input: Plan, columns: readonly string[]): Plan {
  return columns.reduce<Plan>(
    (plan, name) => ({ kind: "explode", input: plan, column: name, keepEmpty: false }),
    input,
  );
}

/** Rows of these groups only. Without columns there is one group, so all of them; so many tuples are not worth a list. */
export function among(input: Plan, columns: readonly string[], tuples: readonly (readonly string[])[]): Plan {
  const isAll = columns.length === 0 || tuples.length === 0 || tuples.length > MOST_LISTED;
  return isAll ? input : { kind: "among", input, columns, tuples };
}

/**
 * Events that have, in each field, the element of some tuple: all events of these groups, and some of others. The predicate
 * that comes first stays a filter of its own.
 */
export function narrowed(
  input: FilterPlan,
  fields: readonly Field[],
  tuples: readonly (readonly string[])[] | null,
): FilterPlan {
  if (tuples === null || fields.length === 0 || tuples.length > MOST_LISTED) return input;
  const operands = fields.map((field, index) =>
    equalsAny(field, [...new Set(tuples.map((tuple) => tuple[index] ?? ""))]),
  );
  return { kind: "filter", input, predicate: allOf(operands) };
}

/** By the columns, then in the order of events: (time, id). */
export function sortEvents(input: Plan, by: readonly string[] = []): Plan {
  return { kind: "sort", input, by: [...by, "time", "id"] };
}
