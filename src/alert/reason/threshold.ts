import type { ThresholdEvidence } from "../../detect/detection.ts";
import { isoTime } from "../iso-time.ts";
import { measured } from "./measured.ts";
import type { ReasonFacts } from "./reason-facts.ts";
import { counted, numberText, shown } from "./shown.ts";
import { group, numbers } from "./who-did.ts";

export function thresholdReason(facts: ReasonFacts, evidence: ThresholdEvidence): string {
  const { from, to } = evidence.window;
  const reached = `${group(facts.detection.entity)} reached ${counts(facts, evidence)}`;
  return `${reached} between ${isoTime(from)} and ${isoTime(to)} (${asked(facts)}): ${numbers(facts)}`;
}

function counts({ rule: { method } }: ReasonFacts, evidence: ThresholdEvidence): string {
  const parts = Object.entries(evidence.counts).map(([label, value]) => {
    if (label === "events") return counted(value, "event");
    const query = method.kind === "datadog_threshold" ? method.queries.find((each) => each.label === label) : undefined;
    return query === undefined ? `${shown(label)} ${numberText(value)}` : measured(query, value);
  });
  return parts.join(" and ");
}

function asked({ rule: { method }, detection }: ReasonFacts): string {
  if (method.kind === "elastic_threshold") {
    const more = method.cardinality.map(({ field, value }) => ` and ${value} distinct ${shown(field.name)}`);
    return `the rule asks for ${counted(method.value, "event")}${more.join("")}`;
  }
  if (method.kind !== "datadog_threshold") return "the rule's threshold";
  const matched = method.cases.find((each) => each.name === detection.caseName);
  if (matched === undefined || matched.conditionText === "") return "the rule's condition";
  return `the rule's condition is ${shown(matched.conditionText)}`;
}
