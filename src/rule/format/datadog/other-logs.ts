import { otherLogs } from "../../other-logs.ts";
import { textSource } from "../text-source.ts";
import type { DatadogContext, DatadogKeys } from "./datadog-context.ts";

/** Reports every query that was written for other logs: the rule cannot be judged without them. */
export function isForOtherLogs(keys: DatadogKeys, { languages, vocabulary, report }: DatadogContext): boolean {
  let isForeign = false;
  for (const { value } of keys.queries?.value ?? []) {
    const text = value.query?.value;
    if (!text) continue;
    const why = otherLogs(textSource(report.file, text), vocabulary, languages.search, { isForeign: false });
    if (why === null) continue;
    report.error("unsupported-feature", text.span, why);
    isForeign = true;
  }
  return isForeign;
}
