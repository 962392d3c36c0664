import type { Schedule } from "../../rule.ts";
import { fieldsOf } from "../field-of.ts";
import { quote } from "../quote.ts";
import type { Given } from "../shape.ts";
import type { ObjectTree, TextTree } from "../tree.ts";
import { parseAgo } from "./date-math.ts";
import type { ElasticContext, ElasticKeys, MethodOf } from "./elastic-context.ts";

const MOST_IN_KIBANA = 3;

/** In the nested form of detection-rules or in the flat form of the API. */
export function readNewTerms(
  rule: ObjectTree,
  keys: ElasticKeys,
  schedule: Schedule | null,
  context: ElasticContext,
): MethodOf | null {
  const { names, start } = chooseForm(rule, keys, context);
  if (names && names.length > MOST_IN_KIBANA) {
    const [first] = names.slice(MOST_IN_KIBANA);
    if (first) context.report.info("limit", first.tree.span, `Kibana takes at most ${MOST_IN_KIBANA} new terms fields`);
  }
  const terms = fieldsOf(names, context.vocabulary, context.report);
  const history = start && readHistory(start.value, schedule, context);
  if (!terms || terms.length === 0 || !history) return null;
  return (predicate) => ({ kind: "new_terms", predicate, terms, history });
}

interface Form {
  readonly names: readonly Given<TextTree>[] | undefined;
  readonly start: Given<TextTree> | undefined;
}

function chooseForm(rule: ObjectTree, keys: ElasticKeys, { report }: ElasticContext): Form {
  const { new_terms: nested, new_terms_fields: names, history_window_start: start } = keys;
  if (nested) {
    const twice = names ?? start;
    if (twice) report.error("invalid-value", twice.tree.span, 'given twice: the table "new_terms" says it already');
    return { names: nested.value.value?.value, start: nested.value.history_window_start?.value[0]?.value.value };
  }
  const wasGiven = (key: string): boolean => rule.entries.some((entry) => entry.key === key);
  for (const key of ["new_terms_fields", "history_window_start"]) {
    if (wasGiven(key) || wasGiven("new_terms")) continue;
    report.error("missing-key", rule.span, `the key "${key}" is missing`);
  }
  return { names: names?.value, start };
}

/** Milliseconds. Elastic judges by the whole of it, so it must reach further back than a run does. */
function readHistory(start: TextTree, schedule: Schedule | null, { report }: ElasticContext): number | null {
  const history = parseAgo(start.text);
  if (history === undefined && /^\d{4}-/.test(start.text)) {
    const message = 'history_window_start: a fixed time is not supported, only one like "now-10d"';
    report.error("unsupported-feature", start.span, message);
    return null;
  }
  if (history === undefined || history <= 0) {
    const message = `history_window_start: expected a time before now like "now-10d", found ${quote(start.text)}`;
    report.error("invalid-value", start.span, message);
    return null;
  }
  if (!schedule || history > schedule.lookback) return history;
  report.error("invalid-value", start.span, 'history_window_start: it must be earlier than "from"');
  return null;
}
