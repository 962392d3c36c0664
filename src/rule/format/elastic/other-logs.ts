import { otherLogs } from "../../other-logs.ts";
import { textSource } from "../text-source.ts";
import type { ElasticContext, ElasticKeys } from "./elastic-context.ts";
import { isForeign } from "./index-patterns.ts";

/** Reports a KQL query that was written for other logs. */
export function isForOtherLogs(keys: ElasticKeys, { languages, vocabulary, report }: ElasticContext): boolean {
  if (!keys.query) return false;
  const source = textSource(report.file, keys.query.value);
  const why = otherLogs(source, vocabulary, languages.kql, { isForeign: isForeign(keys) });
  if (why !== null) report.error("unsupported-feature", keys.query.value.span, why);
  return why !== null;
}
