import { printPredicate } from "../ir/print-predicate.ts";
import type { AnomalyMethod, DatadogQuery, Rule, SignalWindows } from "../rule/rule.ts";
import { formatDuration } from "../util/duration.ts";
import { unreachable } from "../util/invariant.ts";

/** A rule's method in sentences: what matches, what is counted, and how its history or baseline is used. */
export function describeMethod(rule: Rule): readonly string[] {
  return [...methodLines(rule), ...runLines(rule)];
}

function methodLines({ method, schedule }: Rule): readonly string[] {
  switch (method.kind) {
    case "query":
      return ["Every event for which this holds is a detection:", indented(method.predicate)];
    case "new_terms":
      return [
        `A value of (${names(method.terms)}) is a detection when no event for which the following holds had it in the ${formatDuration(method.history)} before:`,
        indented(method.predicate),
        "Events without one of these fields do not take part. History is judged by the same condition.",
      ];
    case "elastic_threshold":
      return [
        `${method.value} or more events${method.fields.length === 0 ? "" : ` with the same (${names(method.fields)})`} for which this holds, seen by a run over ${formatDuration(schedule.lookback)}, are a detection:`,
        indented(method.predicate),
        ...method.cardinality.map(
          (each) => `They must have ${each.value} or more distinct values of ${each.field.name}.`,
        ),
        "Events that a detection has counted are not counted again.",
      ];
    case "datadog_threshold":
      return [
        ...method.queries.flatMap(queryLines),
        ...method.cases.map(
          (each) =>
            `Case ${each.name || each.status}: ${each.conditionText}, severity ${each.status}; the first case that holds counts.`,
        ),
        windowLine(method.windows),
      ];
    case "new_value":
      return [
        `A value of (${names(method.values)}) that ${groupText(method.query.groupBy.map((each) => each.name))} has not had is a detection, among events for which this holds:`,
        indented(method.query.predicate),
        method.learning.method === "duration"
          ? `What is seen in the first ${formatDuration(method.learning.duration)} is learned without a signal.`
          : `The first ${method.learning.values} values of a group are learned without a signal.`,
        `A value that is not seen for ${formatDuration(method.forgetAfter)} is forgotten and counts as new again.`,
      ];
    case "anomaly":
      return anomalyLines(method);
    default:
      return unreachable(method);
  }
}

function anomalyLines(method: AnomalyMethod): readonly string[] {
  return [
    ...queryLines(method.query),
    `Counted in buckets of ${formatDuration(method.bucketDuration)}; a signal opens when the last ${formatDuration(method.windows.evaluationWindow)} as a whole exceed the ${method.percentile * 100}th percentile of the group's own history by enough for tolerance ${method.tolerance} (docs/anomaly.md).`,
    `A group is judged after ${formatDuration(method.learningDuration)} of history${method.learningPeriodBaseline === null ? "" : `, before that against a bound of ${method.learningPeriodBaseline}`}; one without enough history is ${method.peerBaseline ? "judged against its peers" : "counted as insufficient_baseline"}.`,
    windowLine(method.windows),
  ];
}

function queryLines(query: DatadogQuery): readonly string[] {
  const what = {
    count: "the number of events",
    cardinality: `the number of distinct (${names(query.distinct)})`,
    sum: `the sum of ${query.metric?.name}`,
    max: `the largest ${query.metric?.name}`,
  }[query.aggregation];
  return [
    `${query.label} is ${what} for ${groupText(query.groupBy.map((each) => each.name))}, among events for which this holds:`,
    indented(query.predicate),
  ];
}

function groupText(groups: readonly string[]): string {
  return groups.length === 0 ? "everything together" : `each (${groups.join(", ")})`;
}

function windowLine({ evaluationWindow, keepAlive, maxSignalDuration }: SignalWindows): string {
  return `Judged over a sliding window of ${formatDuration(evaluationWindow)}; a signal takes in what follows within ${formatDuration(keepAlive)} and lasts at most ${formatDuration(maxSignalDuration)}.`;
}

function runLines({ schedule, maxSignals, suppression, exceptions, vocabulary }: Rule): readonly string[] {
  if (vocabulary === "datadog") return [];
  const cap =
    maxSignals === null ? "" : ` At most ${maxSignals} alerts a run; what is over that is counted in a summary alert.`;
  return [
    `Runs are slots of ${formatDuration(schedule.interval)} in event time.${cap}`,
    ...(suppression === null
      ? []
      : [
          `Alerts${suppression.groupBy.length === 0 ? "" : ` with the same (${names(suppression.groupBy)})`} are folded into the first one ${suppression.duration === null ? "of a run" : `for ${formatDuration(suppression.duration)}`}.`,
        ]),
    ...exceptions.map((each) => `Except ("${each.name}"):\n${indented(each.predicate)}`),
  ];
}

function names(fields: readonly { readonly name: string }[]): string {
  return fields.map((field) => field.name).join(", ");
}

function indented(predicate: Parameters<typeof printPredicate>[0]): string {
  return printPredicate(predicate, "  ");
}
