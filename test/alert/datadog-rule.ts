import type { AnomalyMethod, DatadogQuery, Rule } from "../../src/rule/rule.ts";
import { DAY, HOUR, MINUTE } from "../../src/util/duration.ts";
import { EVERYTHING, field, makeRule } from "./fixtures.ts";

export const QUERY: DatadogQuery = {
  label: "a",
  text: "source:cloudtrail @evt.name:GetParameter",
  predicate: EVERYTHING,
  aggregation: "cardinality",
  distinct: [field("@requestParameters.name")],
  metric: null,
  groupBy: [field("@userIdentity.arn")],
  optionalGroups: false,
};

export const WINDOWS = { evaluationWindow: 30 * MINUTE, keepAlive: HOUR, maxSignalDuration: HOUR };

export const ANOMALY: AnomalyMethod = {
  kind: "anomaly",
  query: QUERY,
  percentile: 0.995,
  status: "low",
  caseName: "",
  windows: WINDOWS,
  bucketDuration: 5 * MINUTE,
  learningDuration: DAY,
  tolerance: 5,
  learningPeriodBaseline: null,
  instantaneousBaseline: false,
  peerBaseline: false,
};

/** A threshold rule in Datadog's format, with a template for a message. */
export function datadogRule(over: Partial<Rule> = {}): Rule {
  return makeRule({
    id: "abc-def-ghi",
    name: "Many parameters read",
    format: "datadog-json",
    vocabulary: "datadog",
    severity: "high",
    riskScore: null,
    tags: ["source:cloudtrail", "security:Attack", "tactic:TA0007-discovery"],
    threat: [],
    guide: { text: "Session `{{@userIdentity.session_name}}` read {{events_matched}} times.", isTemplate: true },
    method: {
      kind: "datadog_threshold",
      queries: [QUERY],
      cases: [
        { name: "many", status: "high", condition: null, conditionText: "a > 10", notifications: ["@slack-secops"] },
      ],
      windows: WINDOWS,
    },
    maxSignals: null,
    title: { showsGroup: true },
    ...over,
  });
}
