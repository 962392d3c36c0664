import { didYouMean } from "../../../util/did-you-mean.ts";
import type { Aggregation } from "../../rule.ts";
import { oneOfThese, quote } from "../quote.ts";
import type { Report } from "../report.ts";
import type { QueryKeys } from "./datadog-context.ts";
import type { DetectionMethod } from "./detection-method.ts";

export type QueryAggregation = Aggregation | "new_value";

const COUNTING = ["count", "cardinality", "sum", "max"] as const;
const OF_OTHER_METHODS = ["geo_data", "event_count", "none"];

/** Null when a diagnostic says why not. */
export function readAggregation(
  { value: keys }: QueryKeys,
  method: DetectionMethod,
  report: Report,
): QueryAggregation | null {
  const allowed: readonly QueryAggregation[] = method === "new_value" ? ["new_value"] : COUNTING;
  const given = keys.aggregation?.value;
  if (!given || given.text === "") return allowed[0] ?? null;
  const found = allowed.find((each) => each === given.text);
  if (found) return found;
  const known = [...COUNTING, "new_value", ...OF_OTHER_METHODS];
  if (OF_OTHER_METHODS.includes(given.text)) {
    report.error("unsupported-feature", given.span, `the aggregation ${quote(given.text)} is not supported`);
  } else {
    const message = `aggregation: expected ${oneOfThese(allowed)}, found ${quote(given.text)}`;
    const hint = known.includes(given.text)
      ? `this rule's detection method is ${method}`
      : didYouMean(given.text, known);
    report.error("invalid-value", given.span, message, hint);
  }
  return null;
}
