import { unreachable } from "../../util/invariant.ts";
import { anomalyReason } from "./anomaly.ts";
import { newTermsReason } from "./new-terms.ts";
import { newValueReason } from "./new-value.ts";
import { queryReason } from "./query.ts";
import type { ReasonFacts } from "./reason-facts.ts";
import { thresholdReason } from "./threshold.ts";

/** One plain sentence on one line: who, what, how unusual, how much. Event text in it is shortened and printable. */
export function reasonOf(facts: ReasonFacts): string {
  const { evidence } = facts.detection;
  switch (evidence.kind) {
    case "query":
      return queryReason(facts);
    case "new_terms":
      return newTermsReason(facts, evidence);
    case "threshold":
      return thresholdReason(facts, evidence);
    case "new_value":
      return newValueReason(facts, evidence);
    case "anomaly":
      return anomalyReason(facts, evidence);
    default:
      return unreachable(evidence);
  }
}
