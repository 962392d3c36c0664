import type { AggregatePlan, FilterPlan, Plan, SelectPlan } from "../../ir/plan.ts";
import { columnsOf, columnsOfValue } from "../../ir/walk.ts";
import type { DerivablePlan } from "../../lake/history-plan.ts";
import { type Span, spanOf } from "../../lake/plan-span.ts";

/** What a plan does with the rows of its aggregate, and the aggregate, over all events and apart from its span of time. */
export interface Derivable {
  readonly inner: DerivablePlan;
  readonly span: Span;
  /** The whole plan with the aggregate's rows in the place of events. */
  readonly outer: Plan;
}

/**
 * The part of a plan that can be kept by part of the lake and merged: an aggregate of counts, minima and maxima over one filter.
 * Null: there is none. Not for what enrichments add, which is not stored, nor for filters that were narrowed to some groups,
 * which are another plan the next time.
 */
export function derivableOf(plan: Plan): Derivable | null {
  const aggregate = innermost(plan);
  if (aggregate === null || !aggregate.measures.every(({ fn }) => fn === "count" || fn === "min" || fn === "max")) {
    return null;
  }
  const select = selectOf(aggregate.input);
  const events = select === null ? null : timeless(select.input);
  if (select === null || events === null || !isStored({ ...select, input: events })) return null;
  const inner = { ...aggregate, input: replaced(aggregate.input, select, { ...select, input: events }) };
  return { inner, span: spanOf(aggregate), outer: replaced(plan, aggregate, { kind: "events" }) };
}

/** The aggregate that is nearest to the events. */
function innermost(plan: Plan): AggregatePlan | null {
  switch (plan.kind) {
    case "events":
    case "filter":
    case "between":
    case "select":
      return null;
    case "explode":
    case "among":
    case "crowded":
    case "thinned":
    case "sort":
      return innermost(plan.input);
    default:
      return innermost(plan.input) ?? plan;
  }
}

function selectOf(plan: Plan): SelectPlan | null {
  if (plan.kind === "select") return plan;
  return plan.kind === "explode" ? selectOf(plan.input) : null;
}

/** The events of a filter without its bounds of time; null: there is not exactly one filter. */
function timeless(plan: SelectPlan["input"]): FilterPlan | null {
  if (plan.kind === "between") return timeless(plan.input);
  if (plan.kind === "events" || hasFilter(plan.input)) return null;
  return { ...plan, input: { kind: "events" } };
}

function hasFilter(plan: SelectPlan["input"]): boolean {
  return plan.kind === "filter" || (plan.kind === "between" && hasFilter(plan.input));
}

const ENRICHED: ReadonlySet<string> = new Set(["source_info", "agent_info"]);

function isStored({ columns, input }: SelectPlan & { readonly input: FilterPlan }): boolean {
  const read = columns.flatMap((column) => {
    if (column.shape === "time" || column.shape === "bucket") return [];
    return "value" in column ? columnsOfValue(column.value) : [...ENRICHED];
  });
  return ![...read, ...columnsOf(input.predicate)].some((column) => ENRICHED.has(column));
}

function replaced(plan: Plan, old: Plan, by: Plan): Plan {
  if (plan === old) return by;
  switch (plan.kind) {
    case "events":
    case "filter":
    case "between":
    case "select":
      return plan;
    default:
      return { ...plan, input: replaced(plan.input, old, by) };
  }
}
