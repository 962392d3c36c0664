import { hasErrors } from "../../../source/diagnostic.ts";
import type { Source } from "../../../source/source.ts";
import type { DatadogSuppression } from "../../datadog-suppression.ts";
import { display, readKeys, readOnly, required, used } from "../keys.ts";
import { createReport, type Report } from "../report.ts";
import { boolean, code, type Given, integer, list, text } from "../shape.ts";
import { textSource } from "../text-source.ts";
import type { ObjectTree, TextTree } from "../tree.ts";
import { slug } from "./slug.ts";

const SUPPRESSION = {
  id: used(text),
  name: required(text),
  enabled: used(boolean),
  rule_query: required(code),
  suppression_query: used(code),
  data_exclusion_query: used(code),
  start_date: used(integer(0)),
  expiration_date: used(integer(0)),
  description: display(text),
  tags: display(list(text)),
  version: readOnly,
  editable: readOnly,
  creator: readOnly,
  updater: readOnly,
  creation_date: readOnly,
  update_date: readOnly,
};

export interface FoundSuppression {
  readonly file: Source;
  readonly tree: ObjectTree;
  readonly outerId: string | null;
}

/** Null when an error says why not. The queries are compiled by who applies them. */
export function readSuppression(found: FoundSuppression, outer: Report): DatadogSuppression | null {
  const report = createReport(found.file);
  const keys = readKeys(found.tree, SUPPRESSION, "", report);
  const [suppressionQuery, dataExclusionQuery] = [keys.suppression_query, keys.data_exclusion_query].map((given) =>
    sourceOf(found.file, given),
  );
  if (!suppressionQuery && !dataExclusionQuery) {
    report.error("missing-key", found.tree.span, "a suppression needs a suppression_query or a data_exclusion_query");
  }
  reportDates(keys.start_date, keys.expiration_date, report);
  outer.add(report.diagnostics);
  const { name, rule_query: ruleQuery } = keys;
  if (!name || !ruleQuery || hasErrors(report.diagnostics)) return null;
  return {
    id: keys.id?.value || found.outerId || slug(name.value),
    name: name.value,
    enabled: keys.enabled?.value ?? true,
    ruleQuery: textSource(found.file, ruleQuery.value),
    suppressionQuery: suppressionQuery ?? null,
    dataExclusionQuery: dataExclusionQuery ?? null,
    startDate: keys.start_date?.value ?? null,
    expirationDate: keys.expiration_date?.value ?? null,
  };
}

/** Datadog's server writes an empty query for one that is not there. */
function sourceOf(file: Source, given: Given<TextTree> | undefined): Source | null {
  return given && given.value.text.trim() !== "" ? textSource(file, given.value) : null;
}

function reportDates(start: Given<number> | undefined, end: Given<number> | undefined, report: Report): void {
  if (!start || !end || start.value < end.value) return;
  report.error("invalid-value", end.tree.span, "expiration_date: it must be later than start_date");
}
