import type { DatadogThresholdMethod } from "../../rule.ts";
import { readCases } from "./cases.ts";
import type { DatadogContext } from "./datadog-context.ts";
import { isWhole, type MethodInput, toQuery } from "./whole-query.ts";
import { readWindows } from "./windows.ts";

export function readThreshold(input: MethodInput, context: DatadogContext): DatadogThresholdMethod | null {
  const { keys, options, queries } = input;
  const windows = readWindows(options, "threshold", context.report);
  const cases = readCases(
    keys,
    queries.map((query) => query.label),
    context,
  );
  const whole = queries.filter(isWhole);
  if (!windows || !cases || whole.length < queries.length) return null;
  return { kind: "datadog_threshold", queries: whole.map(toQuery), cases, windows };
}
