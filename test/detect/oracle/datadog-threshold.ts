import type { Detection } from "../../../src/detect/detection.ts";
import type { Condition } from "../../../src/lang/datadog/condition.ts";
import type { DatadogCase } from "../../../src/rule/rule.ts";
import { groupsOf, isIn, named, type OracleEvent, ordered, product, summary } from "./history.ts";
import { closing, signalsOver, type Windows } from "./signals.ts";

export interface OracleQuery {
  readonly label: string;
  readonly kind: string;
  readonly aggregation: "count" | "cardinality" | "sum" | "max";
  readonly over: readonly string[];
  readonly groupBy: readonly string[];
  readonly optionalGroups: boolean;
}

export interface DatadogThresholdCase {
  readonly queries: readonly OracleQuery[];
  readonly cases: readonly DatadogCase[];
  readonly windows: Windows;
}

const SEVERITY = { info: 0, low: 1, medium: 2, high: 3, critical: 4 };

export function datadogThresholdOracle(all: readonly OracleEvent[], rule: DatadogThresholdCase): Detection[] {
  const tuples = (event: OracleEvent) => rule.queries.flatMap((query) => groupTuples(query, event));
  const events = ordered(all);
  return groupsOf(events, tuples).flatMap((tuple) => {
    const ofGroup = events.filter((event) => rule.queries.some((query) => isIn(tuple, groupTuples(query, event))));
    return groupDetections(ofGroup, tuple, rule);
  });
}

/** The groups of the query that the event is in; none when the query does not take it or has nothing to aggregate. */
function groupTuples(query: OracleQuery, event: OracleEvent): string[][] {
  if (!event.kind.includes(query.kind) || contribution(query, event).length === 0) return [];
  const lists = query.groupBy.map((name) => {
    const elements = event.lists[name] ?? [];
    return elements.length === 0 && query.optionalGroups ? ["N/A"] : elements;
  });
  return product(lists);
}

function contribution(query: OracleQuery, event: OracleEvent): (string | number)[] {
  const [name = ""] = query.over;
  switch (query.aggregation) {
    case "count":
      return [1];
    case "cardinality":
      return product(query.over.map((each) => event.lists[each] ?? [])).map((each) => each.join("|"));
    case "sum":
    case "max":
      return (event.lists[name] ?? []).map(Number).filter((number) => !Number.isNaN(number));
  }
}

function valueOver(query: OracleQuery, tuple: readonly string[], events: readonly OracleEvent[]): number | null {
  const mine = events.filter((event) => isIn(tuple, groupTuples(query, event)));
  const all = mine.flatMap((event) => contribution(query, event));
  if (all.length === 0) return null;
  switch (query.aggregation) {
    case "count":
      return mine.length;
    case "cardinality":
      return new Set(all).size;
    case "sum":
      return all.map(Number).reduce((a, b) => a + b, 0);
    case "max":
      return Math.max(...all.map(Number));
  }
}

function isTrue(condition: Condition, events: readonly OracleEvent[], valueFor: ValueFor): boolean {
  switch (condition.kind) {
    case "comparison": {
      const value = valueFor(condition.label, events);
      if (value === null) return false;
      if (condition.operator === ">") return value > condition.number;
      if (condition.operator === ">=") return value >= condition.number;
      if (condition.operator === "<") return value < condition.number;
      return value <= condition.number;
    }
    case "all":
      return condition.operands.every((each) => isTrue(each, events, valueFor));
    case "any":
      return condition.operands.some((each) => isTrue(each, events, valueFor));
    case "then":
      return events.some(
        (_, cut) =>
          isTrue(condition.first, events.slice(0, cut), valueFor) &&
          isTrue(condition.then, events.slice(cut), valueFor),
      );
  }
}

type ValueFor = (label: string, events: readonly OracleEvent[]) => number | null;

function groupDetections(events: readonly OracleEvent[], tuple: readonly string[], rule: DatadogThresholdCase) {
  const width = rule.windows.evaluationWindow;
  const valueFor: ValueFor = (label, over) => {
    const query = rule.queries.find((each) => each.label === label);
    return query === undefined ? null : valueOver(query, tuple, over);
  };
  const matches = events.flatMap((event, index) => {
    const window = events.filter((each, at) =>
      width === 0 ? at === index : at <= index && each.time > event.time - width,
    );
    const match = rule.cases.find((each) => each.condition === null || isTrue(each.condition, window, valueFor));
    return match === undefined ? [] : [{ event, index, window, match }];
  });
  const times = matches.map(({ event }) => event.time);
  return signalsOver(times, rule.windows).flatMap((indices): Detection[] => {
    const joined = indices.flatMap((index) => matches[index] ?? []);
    const [opening, last] = [joined[0], joined.at(-1)];
    if (opening === undefined || last === undefined) return [];
    const close = closing(opening.event, last.event, rule.windows);
    const later = events.filter((event, index) => index > opening.index && event.time < close);
    const top = Math.max(...joined.map(({ match }) => SEVERITY[match.status]));
    const fixing = joined.find(({ match }) => SEVERITY[match.status] === top) ?? opening;
    const counts = rule.queries.flatMap(({ label }) => {
      const value = valueFor(label, fixing.window);
      return value === null ? [] : [[label, value] as const];
    });
    return [
      {
        entity: named(rule.queries[0]?.groupBy ?? [], tuple),
        opened: { time: opening.event.time, key: opening.event.id },
        time: opening.event.time,
        events: summary([...opening.window, ...later]),
        severity: fixing.match.status,
        caseName: fixing.match.name,
        evidence: {
          kind: "threshold",
          counts: Object.fromEntries(counts),
          window: { from: fixing.event.time - Math.max(1, width) + 1, to: fixing.event.time + 1 },
        },
      },
    ];
  });
}
