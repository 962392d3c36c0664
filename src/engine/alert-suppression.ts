import { column } from "../catalog/columns.ts";
import type { Detection } from "../detect/detection.ts";
import { allOf } from "../ir/build.ts";
import type { Predicate } from "../ir/expr.ts";
import type { BetweenPlan, Plan, RunPlan } from "../ir/plan.ts";
import type { AlertSuppression } from "../rule/rule.ts";
import { mergeDetections } from "./merge.ts";
import { runOf } from "./runs.ts";
import { withIds } from "./with-ids.ts";

/** A detection that will be an alert, with the detections that were folded into it. */
export interface Candidate {
  readonly detection: Detection;
  readonly suppressed: number;
}

/** The values of the group-by fields in the event that opened a detection, by event id. */
export type GroupValues = ReadonlyMap<string, readonly (readonly string[])[]>;

/**
 * Elastic's alert suppression (elastic-engine §3.8) in event time: detections of one group are folded into the first
 * of their run, or into the first alert of the last `duration`. The window does not slide.
 */
export function suppressAlerts(
  detections: readonly Detection[],
  suppression: AlertSuppression,
  interval: number,
  values: GroupValues,
): readonly Candidate[] {
  const open = new Map<string, { until: number; members: [Detection, ...Detection[]] }>();
  const groups: [Detection, ...Detection[]][] = [];
  for (const detection of detections) {
    const key = groupKey(detection, suppression, values);
    const group = key === undefined ? undefined : open.get(key);
    if (group && detection.time < group.until) {
      group.members.push(detection);
      continue;
    }
    const members: [Detection, ...Detection[]] = [detection];
    groups.push(members);
    if (key !== undefined) open.set(key, { until: windowEnd(detection.time, suppression, interval), members });
  }
  return groups.map((members) => ({ detection: mergeDetections(members), suppressed: members.length - 1 }));
}

function windowEnd(time: number, suppression: AlertSuppression, interval: number): number {
  return suppression.duration === null ? runOf(time, interval).to : time + suppression.duration;
}

/** Undefined: this detection is never folded (`doNotSuppress` and a field is missing). */
function groupKey(detection: Detection, suppression: AlertSuppression, values: GroupValues): string | undefined {
  // One event may open several groups of a threshold: what it holds does not tell them apart.
  if (detection.evidence.kind === "threshold") return JSON.stringify(detection.entity);
  const found = values.get(detection.opened.key) ?? suppression.groupBy.map(() => []);
  const missing = found.some((each) => each.length === 0);
  if (missing && suppression.missingFields === "doNotSuppress") return undefined;
  return JSON.stringify(found);
}

const MOST_IDS_A_QUERY = 5_000;

/** Reads the group-by values of the opening events, which are among those that satisfy the rule's predicate. */
export async function readGroupValues(
  detections: readonly Detection[],
  suppression: AlertSuppression,
  predicate: Predicate,
  rows: RunPlan,
): Promise<GroupValues> {
  const values = new Map<string, readonly (readonly string[])[]>();
  if (suppression.groupBy.length === 0) return values;
  const ids = [...new Set(detections.map((each) => each.opened.key))];
  for (let at = 0; at < ids.length; at += MOST_IDS_A_QUERY) {
    const asked = allOf([predicate, withIds(ids.slice(at, at + MOST_IDS_A_QUERY))]);
    const plan = groupValuesPlan(asked, suppression, openedWithin(detections));
    for await (const row of rows(plan)) {
      values.set(
        String(row["event_id"]),
        suppression.groupBy.map((_, i) => row[`group_${i}`] as readonly string[]),
      );
    }
  }
  return values;
}

/** Where the events that opened them lie: a long lake need not be searched for them. */
function openedWithin(detections: readonly Detection[]): BetweenPlan {
  const times = detections.map((each) => each.opened.time);
  const [from, to] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b)) + 1];
  return { kind: "between", input: { kind: "events" }, from, to };
}

function groupValuesPlan(predicate: Predicate, suppression: AlertSuppression, input: BetweenPlan): Plan {
  return {
    kind: "select",
    input: { kind: "filter", input, predicate },
    columns: [
      { name: "event_id", shape: "scalar", value: column("event_id") },
      ...suppression.groupBy.map((field, i) => ({ name: `group_${i}`, shape: "list" as const, value: field.value })),
    ],
  };
}
