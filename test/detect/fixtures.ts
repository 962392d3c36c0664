import { detect } from "../../src/detect/detect.ts";
import type { DetectResult, TimeRange } from "../../src/detect/detection.ts";
import type { Field, Predicate } from "../../src/ir/expr.ts";
import { holds } from "../../src/ir/holds.ts";
import type { DatadogQuery, Method, Rule, Schedule } from "../../src/rule/rule.ts";
import { source } from "../../src/source/source.ts";
import { nowhere } from "../../src/source/span.ts";
import { type MemoryEvent, memoryRows } from "./memory-plan.ts";

export const ALL: TimeRange = { from: null, to: null };

/** A multi-valued text column of the memory events. */
export function field(name: string): Field {
  return { name, type: "text", value: { kind: "column", column: name, type: "text", many: true }, span: nowhere };
}

export function equals(name: string, text: string): Predicate {
  return { kind: "equals", field: field(name), texts: [text], as: "text", ignoreCase: false, span: nowhere };
}

/** Events that carry `kind: x`. */
export const IS_X = equals("kind", "x");

export function datadogQuery(part: Partial<DatadogQuery>): DatadogQuery {
  return {
    label: "a",
    text: "",
    predicate: IS_X,
    aggregation: "count",
    distinct: [],
    metric: null,
    groupBy: [],
    optionalGroups: false,
    ...part,
  };
}

export function ruleOf(method: Method, schedule: Schedule = { interval: 300_000, lookback: 540_000 }): Rule {
  return {
    id: "r",
    name: "r",
    description: "",
    format: "elastic-toml",
    vocabulary: "ecs",
    enabled: true,
    severity: "medium",
    riskScore: null,
    tags: [],
    references: [],
    falsePositives: [],
    threat: [],
    guide: { text: "", isTemplate: false },
    method,
    schedule,
    maxSignals: null,
    suppression: null,
    overrides: { severity: [], riskScore: null, ruleName: null },
    exceptions: [],
    title: { showsGroup: false },
    source: source("r.toml", ""),
    raw: {},
  };
}

/** Runs a method over memory events, the store being just them. */
export function run(
  method: Method,
  events: readonly MemoryEvent[],
  range: TimeRange = ALL,
  schedule?: Schedule,
): Promise<DetectResult> {
  const times = events.map((event) => event.time);
  const stored =
    times.length === 0
      ? null
      : { first: times.reduce((a, b) => Math.min(a, b)), last: times.reduce((a, b) => Math.max(a, b)) };
  return detect(ruleOf(method, schedule), { rows: memoryRows(events, holds), range, stored, onCut: () => undefined });
}
