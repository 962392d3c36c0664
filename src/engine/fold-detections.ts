import type { Detection } from "../detect/detection.ts";
import type { Rule } from "../rule/rule.ts";
import { type Grouped, windowEnd } from "./alert-suppression.ts";
import { GroupWindows } from "./group-windows.ts";

/** A detection that opens a window of its group, with the further ones that lie in it. */
export interface Opening {
  readonly detection: Detection;
  readonly others: readonly Detection[];
  /** How many others. */
  readonly suppressed: number;
  /** End of its window; minus infinity: it has none. */
  readonly until: number;
  /** Whether what was before `start` could not have made it lie in another's window. */
  readonly isSure: boolean;
}

export interface Folded {
  /** In the order of the detections. Those that are not sure stand for themselves alone. */
  readonly openings: readonly Opening[];
  /** Detections that lie in some window, and it is not known in which. */
  readonly strays: readonly Detection[];
}

export type FoldedBy = Pick<Rule, "suppression" | "schedule">;

/**
 * Folds detections by the rule's suppression. `detections`: all of the rule from `start` on (epoch ms; null: from
 * the first one) up to some time, in order. What is sure is the same for every past before `start`.
 */
export function foldDetections(detections: readonly Grouped[], rule: FoldedBy, start: number | null): Folded {
  const groups = new Map<string, OpenGroup>();
  const openings: Opening[] = [];
  const strays: Detection[] = [];
  for (const { detection, group } of detections) {
    const until = endOf(detection.time, rule);
    if (group === null || until === null) {
      openings.push({ detection, others: [], suppressed: 0, until: Number.NEGATIVE_INFINITY, isSure: true });
      continue;
    }
    const open = groups.get(group) ?? { windows: new GroupWindows(unknownUntil(start, rule)), opening: null };
    groups.set(group, open);
    const place = open.windows.see(detection.time, until);
    if (place === "joins") {
      if (open.opening === null) strays.push(detection);
      else open.opening.suppressed = open.opening.others.push(detection);
    } else {
      const opening = { detection, others: [], suppressed: 0, until, isSure: place === "opens" };
      openings.push(opening);
      open.opening = opening.isSure ? opening : null;
    }
  }
  return { openings, strays };
}

interface OpenGroup {
  readonly windows: GroupWindows;
  /** Of its open window; null: that is not known. */
  opening: (Opening & { others: Detection[]; suppressed: number }) | null;
}

/** Latest end of a window opened before `start`, epoch ms; minus infinity: there is none. */
export function unknownUntil(start: number | null, rule: FoldedBy): number {
  return (start === null ? null : endOf(start - 1, rule)) ?? Number.NEGATIVE_INFINITY;
}

function endOf(time: number, { suppression, schedule }: FoldedBy): number | null {
  return suppression === null ? null : windowEnd(time, suppression, schedule.interval);
}
