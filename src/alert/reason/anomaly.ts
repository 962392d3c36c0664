import type { AnomalyEvidence } from "../../detect/detection.ts";
import { formatDuration } from "../../util/duration.ts";
import { unreachable } from "../../util/invariant.ts";
import { isoTime } from "../iso-time.ts";
import { measured } from "./measured.ts";
import type { ReasonFacts } from "./reason-facts.ts";
import { numberText } from "./shown.ts";
import { group, numbers } from "./who-did.ts";

export function anomalyReason(facts: ReasonFacts, evidence: AnomalyEvidence): string {
  const { rule, detection } = facts;
  const { observed, expected, bound, window, tolerance } = evidence;
  const what = rule.method.kind === "anomaly" ? measured(rule.method.query, observed) : numberText(observed);
  const within = `in the ${formatDuration(window.to - window.from)} up to ${isoTime(window.to)}`;
  const usual = `expected ${numberText(expected)}, needed ${numberText(bound)}`;
  return `${group(detection.entity)}: ${what} ${within}; ${usual} (${judge(evidence)}; tolerance ${tolerance}): ${numbers(facts)}`;
}

function judge({ judgedBy, percentile }: AnomalyEvidence): string {
  const which = `percentile ${numberText(percentile * 100)}`;
  switch (judgedBy) {
    case "own":
      return `${which} of its own history`;
    case "learning_period":
      return "the rule's fixed bound, as it is still being learned";
    case "peers":
      return `${which} of the other groups, as it has too little history of its own`;
    default:
      return unreachable(judgedBy);
  }
}
