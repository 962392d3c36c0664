import { unreachable } from "../../../util/invariant.ts";
import type { Method } from "../../rule.ts";
import { readAnomaly } from "./anomaly.ts";
import type { DatadogContext } from "./datadog-context.ts";
import type { DetectionMethod } from "./detection-method.ts";
import { readNewValue } from "./new-value.ts";
import { readThreshold } from "./threshold.ts";
import type { MethodInput } from "./whole-query.ts";

/** Null when a diagnostic says why not. */
export function readMethod(method: DetectionMethod, input: MethodInput, context: DatadogContext): Method | null {
  switch (method) {
    case "threshold":
      return readThreshold(input, context);
    case "new_value":
      return readNewValue(input, context);
    case "anomaly_detection":
      return readAnomaly(input, context);
    default:
      return unreachable(method);
  }
}
