import { HISTORY } from "../../detect/anomaly/constants.ts";
import type { Method } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";

/** How far before an event a rule looks to judge it, in ms: with less in the lake there are more first times, or fewer verdicts. */
export function historyOf(method: Method): number {
  switch (method.kind) {
    case "query":
    case "elastic_threshold":
    case "datadog_threshold":
      return 0;
    case "new_terms":
      return method.history;
    case "new_value":
      return Math.max(method.forgetAfter, method.learning.method === "duration" ? method.learning.duration : 0);
    case "anomaly":
      return Math.max(HISTORY, method.learningDuration);
    default:
      return unreachable(method);
  }
}
