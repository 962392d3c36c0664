import type { DatadogQuery, Method, Rule } from "../../../rule/rule.ts";
import { unreachable } from "../../../util/invariant.ts";
import type { JsonObject } from "../../../util/json.ts";
import type { Alert } from "../../alert.ts";

/** Datadog's name of a method, as its API writes it. */
export const DETECTION_METHODS: Readonly<Record<Method["kind"], string>> = {
  query: "threshold",
  new_terms: "new_value",
  elastic_threshold: "threshold",
  datadog_threshold: "threshold",
  new_value: "new_value",
  anomaly: "anomaly_detection",
};

/** The rule's queries with what they counted; none for rules of other formats. */
export function signalQueries(alert: Alert, { method }: Rule): readonly JsonObject[] {
  switch (method.kind) {
    case "query":
    case "new_terms":
    case "elastic_threshold":
      return [];
    case "datadog_threshold":
      return method.queries.map((query) => described(query, alert, countOf(alert, query.label)));
    case "anomaly":
      return [described(method.query, alert, alert.evidence.kind === "anomaly" ? alert.evidence.observed : null)];
    case "new_value": {
      const { label, text, groupBy } = method.query;
      const values = method.values.map((field) => withoutAt(field.name));
      const query = {
        name: label,
        query: text,
        aggregation: "new_value",
        metric: values.join(","),
        distinctFields: [],
      };
      return [
        {
          ...query,
          groupByPaths: groupBy.map((field) => withoutAt(field.name)),
          aggregationDetails: { eventsCount: alert.events.total },
        },
      ];
    }
    default:
      return unreachable(method);
  }
}

function countOf({ evidence }: Alert, label: string): number | null {
  return evidence.kind === "threshold" ? (evidence.counts[label] ?? null) : null;
}

function described(query: DatadogQuery, alert: Alert, value: number | null): JsonObject {
  return {
    name: query.label,
    query: query.text,
    aggregation: query.aggregation,
    metric: query.metric === null ? "" : withoutAt(query.metric.name),
    distinctFields: query.distinct.map((field) => withoutAt(field.name)),
    groupByPaths: query.groupBy.map((field) => withoutAt(field.name)),
    aggregationDetails: { eventsCount: alert.events.total, value },
  };
}

function withoutAt(name: string): string {
  return name.startsWith("@") ? name.slice(1) : name;
}

/** Paths that the signal is grouped by. */
export function groupByPaths({ method }: Rule): readonly string[] {
  switch (method.kind) {
    case "query":
      return [];
    case "new_terms":
      return method.terms.map((field) => field.name);
    case "elastic_threshold":
      return method.fields.map((field) => field.name);
    case "datadog_threshold":
      return (method.queries[0]?.groupBy ?? []).map((field) => withoutAt(field.name));
    case "anomaly":
    case "new_value":
      return method.query.groupBy.map((field) => withoutAt(field.name));
    default:
      return unreachable(method);
  }
}
