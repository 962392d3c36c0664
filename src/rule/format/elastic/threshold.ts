import type { ElasticThresholdMethod, Schedule } from "../../rule.ts";
import { fieldOf, fieldsOf } from "../field-of.ts";
import type { ObjectTree } from "../tree.ts";
import type { ElasticContext, ElasticKeys, MethodOf } from "./elastic-context.ts";
import { reportHoles } from "./schedule.ts";

/** `field: []` and Kibana's `field: ""` mean one group for everything. */
export function readThreshold(
  rule: ObjectTree,
  keys: ElasticKeys,
  schedule: Schedule | null,
  context: ElasticContext,
): MethodOf | null {
  if (!keys.threshold) {
    context.report.error("missing-key", rule.span, 'the key "threshold" is missing');
    return null;
  }
  if (schedule) reportHoles(schedule, keys, context.report);
  const { field: names, value } = keys.threshold.value;
  const fields = fieldsOf(
    names?.value.filter((name) => name.value.text !== ""),
    context.vocabulary,
    context.report,
  );
  const cardinality = readCardinality(keys, context);
  if (!fields || !value || !cardinality) return null;
  return (predicate) => ({ kind: "elastic_threshold", predicate, fields, value: value.value, cardinality });
}

function readCardinality(
  keys: ElasticKeys,
  { vocabulary, report }: ElasticContext,
): ElasticThresholdMethod["cardinality"] | null {
  const given = keys.threshold?.value.cardinality?.value ?? [];
  const read = given.flatMap(({ value: { field: name, value } }) => {
    const field = name && fieldOf(name.value.text, name.value.span, vocabulary, report);
    return field && value ? [{ field, value: value.value }] : [];
  });
  return read.length === given.length ? read : null;
}
