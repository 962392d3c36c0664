import { allOf } from "../../../ir/build.ts";
import type { Field, Predicate } from "../../../ir/expr.ts";
import type { Source } from "../../../source/source.ts";
import { fieldsOf } from "../field-of.ts";
import type { Report } from "../report.ts";
import type { Given } from "../shape.ts";
import { textSource } from "../text-source.ts";
import type { TextTree, Tree } from "../tree.ts";
import { type QueryAggregation, readAggregation } from "./aggregation.ts";
import type { DatadogContext, QueryKeys } from "./datadog-context.ts";
import type { DetectionMethod } from "./detection-method.ts";
import { metricsOf, reportUnusedFields } from "./metrics.ts";

/** A query as far as it was understood; null parts have been reported. */
export interface ReadQuery {
  readonly label: string;
  readonly tree: Tree;
  readonly text: string;
  readonly source: Source;
  readonly predicate: Predicate | null;
  readonly aggregation: QueryAggregation | null;
  readonly groupBy: readonly Field[] | null;
  readonly distinct: readonly Field[] | null;
  readonly metrics: readonly Field[] | null;
  readonly optionalGroups: boolean;
}

export function readQuery(
  query: QueryKeys,
  label: string,
  method: DetectionMethod,
  context: DatadogContext,
): ReadQuery {
  const { vocabulary, report } = context;
  const keys = query.value;
  reportDataSource(keys.dataSource, report);
  const aggregation = readAggregation(query, method, report);
  if (aggregation) reportUnusedFields(query, aggregation, report);
  const text = keys.query?.value;
  const extension = keys.customQueryExtension?.value;
  return {
    label,
    tree: query.tree,
    text: [text?.text, extension?.text].filter((part) => part !== undefined && part !== "").join(" "),
    source: text ? textSource(report.file, text) : report.file,
    predicate: compileAll([text, extension], context),
    aggregation,
    groupBy: fieldsOf(keys.groupByFields?.value, vocabulary, report),
    distinct: fieldsOf(keys.distinctFields?.value, vocabulary, report),
    metrics: fieldsOf(metricsOf(query, report), vocabulary, report),
    optionalGroups: keys.hasOptionalGroupByFields?.value ?? false,
  };
}

/** The query must say something; the customer's own extension of a default rule narrows it. */
function compileAll(
  [text, extension]: readonly [TextTree | undefined, TextTree | undefined],
  context: DatadogContext,
): Predicate | null {
  if (!text) return null;
  if (text.text.trim() === "") {
    context.report.error("invalid-value", text.span, "the query is empty", 'write "*" for every event');
    return null;
  }
  const parts = extension && extension.text.trim() !== "" ? [text, extension] : [text];
  const predicates = parts.map((part) => compileOne(part, context)).filter((predicate) => predicate !== null);
  return predicates.length === parts.length ? allOf(predicates) : null;
}

export function compileOne(text: TextTree, { languages, vocabulary, report }: DatadogContext): Predicate | null {
  const compiled = languages.search(textSource(report.file, text), vocabulary);
  report.add(compiled.diagnostics);
  return compiled.predicate;
}

function reportDataSource(given: Given<TextTree> | undefined, report: Report): void {
  if (!given || given.value.text === "logs" || given.value.text === "") return;
  report.error("unsupported-feature", given.value.span, "dataSource: only logs are supported");
}
