import { detect } from "../detect/detect.ts";
import type { DetectContext } from "../detect/detection.ts";
import type { Rule } from "../rule/rule.ts";
import type { Candidate } from "./alert-suppression.ts";
import type { Opening } from "./fold-detections.ts";
import { judgeDetections } from "./judge-detections.ts";
import { mergeDetections } from "./merge.ts";
import type { Overflow } from "./runs.ts";

/** What one rule found in a range. `total = kept + suppressed + overCap`, in detections of the range. */
export interface Evaluated {
  readonly rule: Rule;
  readonly total: number;
  /** Opened in the range, by (time, opening event). */
  readonly kept: readonly Candidate[];
  readonly suppressed: number;
  readonly overCap: number;
  /** Of the runs whose first detection over the cap lies in the range; counts are those of the whole run. */
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
  const { kept, suppressed, overflows } = await judgeDetections(rule, detections, context);
  return {
    rule,
    total: detections.length,
    kept: kept.map(candidateOf),
    suppressed,
    overCap: detections.length - kept.length - suppressed,
    overflows,
    insufficientBaseline,
    missingGroup,
    cutEvents,
  };
}

function candidateOf({ detection, others, suppressed }: Opening): Candidate {
  return { detection: mergeDetections([detection, ...others]), others, suppressed };
}
