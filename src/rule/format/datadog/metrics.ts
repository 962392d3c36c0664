import { quote } from "../quote.ts";
import type { Report } from "../report.ts";
import type { Given } from "../shape.ts";
import type { TextTree } from "../tree.ts";
import type { QueryAggregation } from "./aggregation.ts";
import type { QueryKeys } from "./datadog-context.ts";

/** How many metrics an aggregation takes. */
const METRICS: Readonly<Record<QueryAggregation, readonly [least: number, most: number]>> = {
  count: [0, 0],
  cardinality: [0, 0],
  sum: [1, 1],
  max: [1, 1],
  new_value: [1, 5],
};

/** `metrics`, or the old `metric`. The server echoes the one in the other; they must not contradict each other. */
export function metricsOf({ value: keys }: QueryKeys, report: Report): readonly Given<TextTree>[] {
  const many = keys.metrics?.value ?? [];
  const { metric } = keys;
  if (!metric || metric.value.text === "") return many;
  if (many.length > 0 && !many.some(({ value }) => value.text === metric.value.text)) {
    const message = `metric: ${quote(metric.value.text)} is none of the metrics`;
    report.error("invalid-value", metric.value.span, message);
  }
  return many.length > 0 ? many : [metric];
}

/** Wants the fields that an aggregation needs and names those that it does not look at. */
export function reportUnusedFields(query: QueryKeys, aggregation: QueryAggregation, report: Report): void {
  const { distinctFields } = query.value;
  const distinct = distinctFields?.value.length ?? 0;
  if (aggregation === "cardinality" && distinct === 0) {
    const message = 'the aggregation "cardinality" needs distinctFields';
    report.error("missing-key", distinctFields?.tree.span ?? query.tree.span, message);
  } else if (aggregation !== "cardinality" && distinctFields && distinct > 0) {
    report.warning("no-effect", distinctFields.tree.span, `distinctFields: the aggregation "${aggregation}" has none`);
  }
  reportMetrics(query, aggregation, report);
}

function reportMetrics({ value: keys, tree }: QueryKeys, aggregation: QueryAggregation, report: Report): void {
  const [least, most] = METRICS[aggregation];
  const given = keys.metrics && keys.metrics.value.length > 0 ? keys.metrics : undefined;
  const count = given?.value.length ?? (keys.metric && keys.metric.value.text !== "" ? 1 : 0);
  const place = given?.tree.span ?? (count > 0 ? keys.metric?.tree.span : undefined) ?? tree.span;
  if (count < least) report.error("missing-key", place, `the aggregation "${aggregation}" needs metrics`);
  else if (count > most && most > 0) {
    report.error(
      "invalid-value",
      place,
      `metrics: the aggregation "${aggregation}" takes at most ${most}, found ${count}`,
    );
  } else if (count > most) report.warning("no-effect", place, `metrics: the aggregation "${aggregation}" has none`);
}
