import type { Rule } from "../rule/rule.ts";
import { unreachable } from "../util/invariant.ts";
import { detectAnomaly } from "./anomaly.ts";
import { detectDatadogThreshold } from "./datadog-threshold.ts";
import type { Detect, DetectContext, DetectResult } from "./detection.ts";
import { detectElasticThreshold } from "./elastic-threshold.ts";
import { detectNewTerms } from "./new-terms.ts";
import { detectNewValue } from "./new-value.ts";
import { detectQuery } from "./query.ts";

/** What a rule finds in the range. A pure function of the rule, the stored events and the range: no clock, no state. */
export const detect: Detect = (rule: Rule, context: DetectContext): Promise<DetectResult> => {
  const { method } = rule;
  switch (method.kind) {
    case "query":
      return detectQuery(method, context);
    case "new_terms":
      return detectNewTerms(method, context);
    case "elastic_threshold":
      return detectElasticThreshold(method, rule.schedule, context);
    case "datadog_threshold":
      return detectDatadogThreshold(method, context);
    case "new_value":
      return detectNewValue(method, context);
    case "anomaly":
      return detectAnomaly(method, context);
    default:
      return unreachable(method);
  }
};
