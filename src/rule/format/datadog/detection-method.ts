import { didYouMean } from "../../../util/did-you-mean.ts";
import { oneOfThese, quote } from "../quote.ts";
import type { Report } from "../report.ts";
import { type ObjectTree, type TextTree, valueAt } from "../tree.ts";

const METHODS = ["threshold", "new_value", "anomaly_detection"] as const;
const OTHER_METHODS = [
  "impossible_travel",
  "hardcoded",
  "third_party",
  "anomaly_threshold",
  "content_anomaly",
  "sequence_detection",
] as const;
const OTHER_TYPES = [
  "signal_correlation",
  "application_security",
  "api_security",
  "workload_security",
  "workload_activity",
  "infrastructure_configuration",
  "cloud_configuration",
] as const;

export type DetectionMethod = (typeof METHODS)[number];

export interface MethodChoice {
  /** As the rule says it: the method of a log rule, else the rule's type. */
  readonly name: string;
  /** Null when rules of it cannot run here; an error says so. */
  readonly method: DetectionMethod | null;
}

/** Datadog's defaults: a log rule, by threshold. */
export function readDetectionMethod(rule: ObjectTree, report: Report): MethodChoice {
  const type = textAt(rule, "type");
  if (type && type.text !== "log_detection") {
    refuse(type, "type", ["log_detection", ...OTHER_TYPES], report);
    return { name: type.text, method: null };
  }
  const options = valueAt(rule, "options");
  const given = options?.kind === "object" ? textAt(options, "detectionMethod") : undefined;
  const method = given ? METHODS.find((each) => each === given.text) : "threshold";
  if (given && !method) refuse(given, "options.detectionMethod", [...METHODS, ...OTHER_METHODS], report);
  return { name: given?.text ?? "threshold", method: method ?? null };
}

function refuse(given: TextTree, path: string, known: readonly string[], report: Report): void {
  if (known.includes(given.text)) {
    const what = path === "type" ? "rules of type" : "rules with detection method";
    report.error("unsupported-type", given.span, `${what} ${quote(given.text)} are not supported`);
    return;
  }
  const message = `${path}: expected ${oneOfThese(known)}, found ${quote(given.text)}`;
  report.error("invalid-value", given.span, message, didYouMean(given.text, known));
}

function textAt(tree: ObjectTree, key: string): TextTree | undefined {
  const value = valueAt(tree, key);
  return value?.kind === "text" ? value : undefined;
}
