import type { Detection } from "../../../src/detect/detection.ts";
import { groupsOf, isIn, isX, named, type OracleEvent, ordered, summary, tuplesOf } from "./history.ts";

export interface ElasticThresholdCase {
  readonly fields: readonly string[];
  readonly value: number;
  readonly cardinality: { readonly field: string; readonly value: number } | null;
  readonly interval: number;
  readonly lookback: number;
}

/** Every run there could be, one after the other, over every group. */
export function elasticThresholdOracle(all: readonly OracleEvent[], rule: ElasticThresholdCase): Detection[] {
  const matching = ordered(all).filter(isX);
  const latest = Math.max(0, ...all.map((event) => event.time));
  const detections: Detection[] = [];
  for (const tuple of groupsOf(matching, (event) => tuplesOf(event, rule.fields))) {
    const counted = new Set<OracleEvent>();
    for (let end = 0; end <= latest + rule.lookback + rule.interval; end += rule.interval) {
      const seen = matching.filter(
        (event) =>
          isIn(tuple, tuplesOf(event, rule.fields)) &&
          event.time >= end - rule.lookback &&
          event.time < end &&
          !counted.has(event),
      );
      const distinct = new Set(seen.flatMap((event) => event.lists[rule.cardinality?.field ?? ""] ?? [])).size;
      if (seen.length < rule.value || distinct < (rule.cardinality?.value ?? 0)) continue;
      for (const event of seen) counted.add(event);
      const counts =
        rule.cardinality === null
          ? { events: seen.length }
          : { events: seen.length, [`cardinality(${rule.cardinality.field})`]: distinct };
      detections.push({
        entity: named(rule.fields, tuple),
        opened: { time: seen[0]?.time ?? 0, key: seen[0]?.id ?? "" },
        time: seen.at(-1)?.time ?? 0,
        events: summary(seen),
        severity: null,
        caseName: null,
        evidence: { kind: "threshold", counts, window: { from: end - rule.lookback, to: end } },
      });
    }
  }
  return detections;
}
