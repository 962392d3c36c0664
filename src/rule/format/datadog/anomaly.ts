import { HOUR, SECOND } from "../../../util/duration.ts";
import type { AnomalyMethod } from "../../rule.ts";
import { textSource } from "../text-source.ts";
import type { DatadogContext, OptionKeys } from "./datadog-context.ts";
import { type FirstCase, firstCase, onlyQuery } from "./single.ts";
import { isWhole, type MethodInput, toQuery } from "./whole-query.ts";
import { readWindows } from "./windows.ts";

const DEFAULT_PERCENTILE = 0.995;

export function readAnomaly(input: MethodInput, context: DatadogContext): AnomalyMethod | null {
  const query = onlyQuery(input.queries, context);
  const windows = readWindows(input.options, "anomaly_detection", context.report);
  const first = firstCase(input.keys);
  const [, second] = input.keys.cases?.value ?? [];
  if (second) context.report.error("invalid-value", second.tree.span, "cases: anomaly detection takes one case only");
  const percentile = first && query ? readPercentile(first, query.label, context) : null;
  if (!query || !isWhole(query) || !windows || !first || percentile === null) return null;
  return {
    kind: "anomaly",
    query: toQuery(query),
    percentile,
    status: first.status,
    caseName: first.name,
    windows,
    ...tuning(input.options),
  };
}

type Tuning = Omit<AnomalyMethod, "kind" | "query" | "percentile" | "status" | "caseName" | "windows">;

/** What the rule leaves out is what Datadog's server fills in. */
function tuning({ value }: OptionKeys): Tuning {
  const given = value.anomalyDetectionOptions?.value;
  return {
    bucketDuration: (given?.bucketDuration?.value ?? 300) * SECOND,
    learningDuration: (given?.learningDuration?.value ?? 24) * HOUR,
    tolerance: given?.detectionTolerance?.value ?? 5,
    learningPeriodBaseline: given?.learningPeriodBaseline?.value ?? null,
    instantaneousBaseline: given?.instantaneousBaseline?.value ?? false,
    peerBaseline: given?.peer_baseline?.value ?? false,
  };
}

function readPercentile({ given }: FirstCase, label: string, { languages, report }: DatadogContext): number | null {
  const text = given.value.condition?.value;
  if (!text || text.text.trim() === "") return DEFAULT_PERCENTILE;
  const { percentile, diagnostics } = languages.percentile(textSource(report.file, text), label);
  report.add(diagnostics);
  return percentile;
}
