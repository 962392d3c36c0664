import { column } from "../catalog/columns.ts";
import type { Detection } from "../detect/detection.ts";
import { allOf } from "../ir/build.ts";
import type { Predicate } from "../ir/expr.ts";
import type { BetweenPlan, Plan, RunPlan } from "../ir/plan.ts";
import type { AlertSuppression } from "../rule/rule.ts";
import { runOf } from "./runs.ts";
import { withIds } from "./with-ids.ts";

/** A detection that will be an alert, with the detections that were folded into it. */
export interface Candidate {
  /** Merged with the others. */
  readonly detection: Detection;
  /** Those that were folded into it. */
  readonly others: readonly Detection[];
  /** All that are stored, also those after the range. */
  readonly suppressed: number;
}

/** The values of the group-by fields in the event that opened a detection, by event id. */
export type GroupValues = ReadonlyMap<string, readonly (readonly string[])[]>;

/** A detection and what it is folded by; null: it is never folded. */
export interface Grouped {
  readonly detection: Detection;
  readonly group: string | null;
}

/**
 * When the window ends that a detection at `time` opens (epoch ms, itself not in it). Elastic's alert suppression
 * (elastic-engine §3.8) in event time: detections of one group are folded into the first of their run, or into the first of
 * the last `duration`. The window does not slide.
 */
export function windowEnd(time: number, { duration }: AlertSuppression, interval: number): number {
  return duration === null ? runOf(time, interval).to : time + duration;
}

/** Null: this detection is never folded (`doNotSuppress` and a field is missing). */
export function groupOf(detection: Detection, suppression: AlertSuppression, values: GroupValues): string | null {
  // One event may open several groups of a threshold: what it holds does not tell them apart.
  if (detection.evidence.kind === "threshold") return JSON.stringify(detection.entity);
  const found = values.get(detection.opened.key) ?? suppression.groupBy.map(() => []);
  const missing = found.some((each) => each.length === 0);
  if (missing && suppression.missingFields === "doNotSuppress") return null;
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
  for (let at = 0; at < detections.length; at += MOST_IDS_A_QUERY) {
    const some = detections.slice(at, at + MOST_IDS_A_QUERY);
    const asked = allOf([predicate, withIds([...new Set(some.map((each) => each.opened.key))])]);
    const plan = groupValuesPlan(asked, suppression, openedWithin(some));
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
