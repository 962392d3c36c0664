import { isEmpty } from "../keys.ts";
import type { Report } from "../report.ts";
import type { OptionKeys } from "./datadog-context.ts";
import type { DetectionMethod } from "./detection-method.ts";

/** Which detection method looks at which options. */
const OWNER = {
  anomalyDetectionOptions: "anomaly_detection",
  newValueOptions: "new_value",
  impossibleTravelOptions: "impossible_travel",
  thirdPartyRuleOptions: "third_party",
  sequenceDetectionOptions: "sequence_detection",
  hardcodedEvaluatorType: "hardcoded",
} as const;

export function reportUnusedOptions({ value }: OptionKeys, method: DetectionMethod, report: Report): void {
  for (const key of Object.keys(OWNER) as (keyof typeof OWNER)[]) {
    const given = value[key];
    if (!given || OWNER[key] === method || isEmpty(given.tree)) continue;
    const message = `options.${key}: it is for the detection method "${OWNER[key]}", this rule's is "${method}"`;
    report.warning("no-effect", given.tree.span, message);
  }
}
