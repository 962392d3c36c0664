import { formatDuration, SECOND } from "../../../util/duration.ts";
import type { SignalWindows } from "../../rule.ts";
import type { Report } from "../report.ts";
import type { Given } from "../shape.ts";
import type { OptionKeys } from "./datadog-context.ts";
import type { DetectionMethod } from "./detection-method.ts";

const ANOMALY_WINDOW = 1800;

/**
 * Evaluation window, keep alive and longest signal, in ms. As Datadog's server does, the window of an anomaly rule is
 * taken as half an hour and that of a new value rule as none, whatever the rule says. Null when a diagnostic says why not.
 */
export function readWindows(options: OptionKeys, method: DetectionMethod, report: Report): SignalWindows | null {
  const evaluation = evaluationWindow(options, method, report);
  const keepAlive = windowOf(options, "keepAlive", report);
  const longest = windowOf(options, "maxSignalDuration", report);
  if (evaluation === null || keepAlive === null || longest === null) return null;
  const { keepAlive: keepAliveKey, maxSignalDuration: longestKey } = options.value;
  const least = method === "anomaly_detection" ? 0 : evaluation;
  if (!inOrder(["evaluationWindow", least], ["keepAlive", keepAlive], keepAliveKey, report)) return null;
  if (!inOrder(["keepAlive", keepAlive], ["maxSignalDuration", longest], longestKey, report)) return null;
  return {
    evaluationWindow: evaluation * SECOND,
    keepAlive: raised("keepAlive", keepAlive, evaluation, keepAliveKey, report) * SECOND,
    maxSignalDuration: raised("maxSignalDuration", longest, evaluation, longestKey, report) * SECOND,
  };
}

function evaluationWindow(options: OptionKeys, method: DetectionMethod, report: Report): number | null {
  if (method === "threshold") return windowOf(options, "evaluationWindow", report);
  const fixed = method === "anomaly_detection" ? ANOMALY_WINDOW : 0;
  const given = options.value.evaluationWindow;
  if (given && given.value !== fixed) {
    const message = `options.evaluationWindow: rules of this method use ${fixed}, ${given.value} is taken as ${fixed}`;
    report.warning("normalised", given.tree.span, message);
  }
  return fixed;
}

/** Wrong values have been reported; an absent one is reported here. */
function windowOf(
  options: OptionKeys,
  key: "evaluationWindow" | "keepAlive" | "maxSignalDuration",
  report: Report,
): number | null {
  const given = options.value[key];
  if (given) return given.value;
  const { tree } = options;
  if (tree.kind === "object" && !tree.entries.some((entry) => entry.key === key && entry.value.kind !== "null")) {
    report.error("missing-key", tree.span, `the key "options.${key}" is missing`);
  }
  return null;
}

type Named = readonly [name: string, seconds: number];

function inOrder(less: Named, more: Named, place: Given<number> | undefined, report: Report): boolean {
  if (less[1] <= more[1] || !place) return true;
  const message = `options.${more[0]}: ${more[1]} is less than ${less[0]}, which is ${less[1]}`;
  report.error("invalid-value", place.tree.span, message);
  return false;
}

/** An anomaly rule whose windows were shorter than half an hour keeps them in order. */
function raised(
  name: string,
  seconds: number,
  least: number,
  place: Given<number> | undefined,
  report: Report,
): number {
  if (seconds >= least || !place) return seconds;
  const message = `options.${name}: ${seconds} is taken as ${least}, the evaluation window (${formatDuration(least * SECOND)})`;
  report.warning("normalised", place.tree.span, message);
  return least;
}
