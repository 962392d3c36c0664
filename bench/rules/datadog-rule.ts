import type { Random } from "../../src/simulate/random.ts";
import { pickSubject, predicateOf, widthOf } from "./conditions.ts";
import { nameOf } from "./elastic-rule.ts";
import { SEARCH } from "./language.ts";

export type DatadogKind = "threshold" | "new_value" | "anomaly_detection";

const { fields } = SEARCH;
const GROUPS = [[fields.identity], [fields.account], [fields.issuer], [fields.address]];
const FREE_TEXT_SHARE = 0.04;
const FREE_TEXTS = ['"not authorized to perform"', "explicit*deny", '"rate exceeded"', "unsupported*"];

/** A rule as Datadog's API gives it. `number` makes name and id. */
export function datadogRule(kind: DatadogKind, number: number, choose: Random): string {
  const subject = choose.chance(FREE_TEXT_SHARE) ? null : pickSubject(choose);
  const conditions =
    subject === null
      ? [choose.pick(FREE_TEXTS), SEARCH.any(fields.agent, ["*kali*", "*pacu*"])]
      : predicateOf(subject, widthOf(kind, choose), SEARCH, choose);
  const query = {
    name: "a",
    query: ["source:cloudtrail", ...conditions].join(" "),
    groupByFields: choose.pick(GROUPS),
    hasOptionalGroupByFields: false,
    dataSource: "logs",
    ...aggregationOf(kind, choose),
  };
  const rule = {
    id: `bench-${String(number).padStart(5, "0")}`,
    name: `Bench ${number}: ${subject === null ? "free text" : nameOf(subject)} (${kind})`,
    type: "log_detection",
    isEnabled: true,
    message: "Ask who it was.",
    queries: [query],
    cases: [{ name: "", status: choose.pick(["low", "medium", "high"]), ...conditionOf(kind, choose) }],
    options: optionsOf(kind, choose),
    tags: ["source:cloudtrail"],
    hasExtendedTitle: true,
    filters: [],
  };
  return `${JSON.stringify(rule, null, 2)}\n`;
}

function aggregationOf(kind: DatadogKind, choose: Random): object {
  if (kind === "new_value")
    return { aggregation: "new_value", metric: choose.pick([fields.region, fields.agent, fields.address]) };
  return choose.chance(0.3)
    ? { aggregation: "cardinality", distinctFields: [choose.pick([fields.region, fields.address, fields.action])] }
    : { aggregation: "count", distinctFields: [] };
}

function conditionOf(kind: DatadogKind, choose: Random): object {
  switch (kind) {
    case "threshold":
      return { condition: `a > ${choose.between(3, 60)}`, notifications: [] };
    case "new_value":
      return { notifications: [] };
    case "anomaly_detection":
      return { condition: "a > 0.995", notifications: [] };
  }
}

function optionsOf(kind: DatadogKind, choose: Random): object {
  const windows = {
    detectionMethod: kind,
    evaluationWindow: kind === "threshold" ? choose.pick([300, 600, 1800, 3600]) : kind === "new_value" ? 0 : 1800,
    keepAlive: 3600,
    maxSignalDuration: 86400,
  };
  if (kind !== "new_value") return windows;
  return {
    ...windows,
    newValueOptions: { forgetAfter: 28, learningMethod: "duration", learningDuration: choose.pick([1, 7]) },
  };
}
