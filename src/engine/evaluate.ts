import { detect } from "../detect/detect.ts";
import type { DetectContext, Detection } from "../detect/detection.ts";
import { anyOf } from "../ir/build.ts";
import type { Rule } from "../rule/rule.ts";
import { type Candidate, readGroupValues, suppressAlerts } from "./alert-suppression.ts";
import { capRuns, type Overflow } from "./runs.ts";
import { partsOf } from "./wanted-columns.ts";

/** What one rule found. `total = kept + suppressed + overCap`, in detections. */
export interface Evaluated {
  readonly rule: Rule;
  readonly total: number;
  /** By (time, opening event). */
  readonly kept: readonly Candidate[];
  readonly suppressed: number;
  readonly overCap: number;
  readonly overflows: readonly Overflow[];
  readonly insufficientBaseline: number;
  readonly missingGroup: number;
  /** Events of which not all combinations of values were looked at. */
  readonly cutEvents: number;
}

/** Runs one rule over the stored events: detect, fold what its alert suppression folds, cap its runs (Elastic's order). */
export async function evaluateRule(rule: Rule, store: Omit<DetectContext, "onCut">): Promise<Evaluated> {
  let cutEvents = 0;
  const onCut = (): void => {
    cutEvents += 1;
  };
  const context = { ...store, onCut };
  const { detections, insufficientBaseline, missingGroup } = await detect(rule, context);
  const candidates = await fold(rule, detections, context);
  const { kept, overflows } = capRuns(candidates, rule.schedule.interval, rule.maxSignals);
  const suppressed = kept.reduce((sum, each) => sum + each.suppressed, 0);
  const overCap = detections.length - kept.length - suppressed;
  return {
    rule,
    total: detections.length,
    kept,
    suppressed,
    overCap,
    overflows,
    insufficientBaseline,
    missingGroup,
    cutEvents,
  };
}

async function fold(
  rule: Rule,
  detections: readonly Detection[],
  context: DetectContext,
): Promise<readonly Candidate[]> {
  const { suppression } = rule;
  if (suppression === null) return detections.map((detection) => ({ detection, suppressed: 0 }));
  // Only Elastic's rules have suppressions, and those have one predicate.
  const predicate = anyOf(partsOf(rule.method).predicates);
  const values = await readGroupValues(detections, suppression, predicate, context.rows);
  return suppressAlerts(detections, suppression, rule.schedule.interval, values);
}
