import { safeJson } from "../alert/format/safe-json.ts";
import type { EventAnswer, EventQuery } from "../api/backend.ts";
import { queryProblems } from "../api/query-problems.ts";
import { SearchRefused } from "../api/refused.ts";
import { vocabularies } from "../catalog/vocabularies.ts";
import { type FoundEvent, searchEvents } from "../engine/search-events.ts";
import type { Predicate } from "../ir/expr.ts";
import type { RunPlan } from "../ir/plan.ts";
import type { VocabularyName } from "../ir/vocabulary.ts";
import { compileSearch } from "../lang/datadog/compile.ts";
import { compileKql } from "../lang/kql/compile.ts";
import { codeFrame } from "../source/code-frame.ts";
import { source } from "../source/source.ts";
import type { JsonObject } from "../util/json.ts";

/** The oldest events that a search finds, within its bounds. */
export async function answerSearch(query: EventQuery, rows: RunPlan): Promise<EventAnswer> {
  const { as, from, to, limit, maxBytes, signal } = query;
  const predicate = query.where === null ? null : compileWhere(query.where, as);
  const events: JsonObject[] = [];
  let bytes = 0;
  // One more than is wanted tells whether there are more.
  for await (const found of searchEvents({ as, predicate, range: { from, to }, limit: limit + 1 }, rows)) {
    signal.throwIfAborted();
    const document = documentOf(found, as);
    bytes += Buffer.byteLength(safeJson(document));
    if (events.length === limit || bytes > maxBytes) return { events, truncated: true };
    events.push(document);
  }
  return { events, truncated: false };
}

/** In CloudTrail's own words the record itself. */
function documentOf({ record, document }: FoundEvent, as: VocabularyName): JsonObject {
  return as === "cloudtrail" ? (JSON.parse(record) as JsonObject) : document;
}

function compileWhere(text: string, as: VocabularyName): Predicate {
  const where = source("where", text);
  const { predicate, diagnostics } =
    as === "datadog" ? compileSearch(where, vocabularies.datadog) : compileKql(where, vocabularies[as]);
  if (predicate !== null) return predicate;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  throw new SearchRefused(errors.map(codeFrame).join("\n"), queryProblems(errors));
}
