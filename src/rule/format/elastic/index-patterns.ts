import type { Report } from "../report.ts";
import type { ElasticKeys } from "./elastic-context.ts";

/** Where Elastic's integration and Filebeat put CloudTrail. */
const HOMES = ["logs-aws.cloudtrail-", "filebeat-"];

/** Warns when none of the rule's index patterns can hold CloudTrail: the rule was not meant for these events. */
export function reportIndexPatterns(keys: ElasticKeys, report: Report): void {
  if (!keys.index || !isForeign(keys)) return;
  report.warning("never-matches", keys.index.tree.span, "index: none of these patterns can hold CloudTrail events");
}

/** The rule names indices, and none that can hold CloudTrail. */
export function isForeign(keys: ElasticKeys): boolean {
  const patterns = (keys.index?.value ?? []).flatMap(({ value }) => value.text.split(","));
  const wanted = patterns
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== "" && !pattern.startsWith("-"));
  return wanted.length > 0 && !wanted.some(canHoldCloudTrail);
}

/** Date math names (`<logs-{now/d}>`) and indices that speak of CloudTrail get the benefit of the doubt. */
export function canHoldCloudTrail(pattern: string): boolean {
  const local = pattern.slice(pattern.lastIndexOf(":") + 1);
  if (local.startsWith("<") || local.toLowerCase().includes("cloudtrail")) return true;
  const star = local.indexOf("*");
  if (star === -1) return HOMES.some((home) => local.startsWith(home));
  const start = local.slice(0, star);
  return HOMES.some((home) => home.startsWith(start) || start.startsWith(home));
}
