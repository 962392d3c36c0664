import type { Detection } from "../../detect/detection.ts";
import type { Rule } from "../../rule/rule.ts";
import type { JsonObject } from "../../util/json.ts";
import type { AlertIdentity } from "../alert.ts";

export interface ReasonFacts {
  readonly rule: Rule;
  readonly detection: Detection;
  readonly identity: AlertIdentity;
  /** The listed CloudTrail records, oldest first. */
  readonly records: readonly JsonObject[];
}
