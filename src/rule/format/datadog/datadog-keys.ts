import { SEVERITIES } from "../../rule.ts";
import { type Key, noEffect, readOnly, record, required, unsupported, used } from "../keys.ts";
import { anything, boolean, code, integer, list, nonEmpty, oneNumber, oneOf, type Shape, text } from "../shape.ts";

const SECONDS = [0, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400] as const;

const SCHEDULED_ONLY = "scheduled rules are not supported";
const CORRELATION_ONLY = "rules over signals are not supported";

export const QUERY = {
  query: required(code),
  name: used(text),
  aggregation: used(code),
  groupByFields: used(list(code)),
  distinctFields: used(list(code)),
  metric: used(code),
  metrics: used(list(code)),
  hasOptionalGroupByFields: used(boolean),
  dataSource: used(code),
  customQueryExtension: used(code),
  index: noEffect(text, "info", "events are not kept by log index"),
  indexes: noEffect(list(text), "info", "events are not kept by log index"),
  ruleId: unsupported(text, CORRELATION_ONLY),
  defaultRuleId: unsupported(text, CORRELATION_ONLY),
  correlatedByFields: unsupported(list(text), CORRELATION_ONLY),
  correlatedQueryIndex: unsupported(anything, CORRELATION_ONLY),
};

export const CASE = {
  name: used(text),
  status: required(oneOf(SEVERITIES)),
  customStatus: used(oneOf(SEVERITIES)),
  condition: used(code),
  notifications: used(list(text)),
  actions: noEffect(list(anything), "warning", "actions of cases are not run"),
};

const ANOMALY_OPTIONS = {
  bucketDuration: used(oneNumber([300, 600, 900, 1800, 3600, 10800])),
  learningDuration: used(oneNumber([1, 6, 12, 24, 48, 168, 336])),
  detectionTolerance: used(integer(1, 5)),
  learningPeriodBaseline: used(integer(0)),
  instantaneousBaseline: used(boolean),
  instantaneousBaselineTimeoutMinutes: readOnly,
  peer_baseline: used(boolean),
};

export const NEW_VALUE_OPTIONS = {
  forgetAfter: required(integer(1, 30)),
  learningMethod: used(oneOf(["duration", "threshold"])),
  learningDuration: used(integer(0, 30)),
  learningThreshold: used(oneNumber([0, 1])),
  instantaneousBaseline: used(boolean),
  instantaneousBaselineTimeoutMinutes: readOnly,
};

export const OPTIONS = {
  detectionMethod: used(code),
  evaluationWindow: used(oneNumber(SECONDS)),
  keepAlive: used(oneNumber(SECONDS)),
  maxSignalDuration: used(oneNumber(SECONDS)),
  decreaseCriticalityBasedOnEnv: noEffect(boolean, "info", "CloudTrail events have no env tag"),
  anomalyDetectionOptions: used(record(ANOMALY_OPTIONS)),
  newValueOptions: used(anything),
  impossibleTravelOptions: used(anything),
  thirdPartyRuleOptions: used(anything),
  sequenceDetectionOptions: used(anything),
  hardcodedEvaluatorType: used(anything),
  complianceRuleOptions: noEffect(anything, "warning", "it is for rules over configurations"),
};

const FILTER = { action: required(oneOf(["require", "suppress"])), query: required(code) };

/** Nothing but a name tells that a list or object of these makes another kind of rule. */
function refused(because: string): Key<unknown> {
  return unsupported(anything as Shape<unknown>, because);
}

const WRITTEN_BY_SERVER = {
  version: readOnly,
  defaultRuleId: readOnly,
  isDefault: readOnly,
  isPartner: readOnly,
  isBeta: readOnly,
  isDeleted: noEffect(boolean, "warning", "it was deleted in Datadog and still runs here"),
  defaultTags: readOnly,
  createdAt: readOnly,
  updatedAt: readOnly,
  creationAuthorId: readOnly,
  updateAuthorId: readOnly,
  creator: readOnly,
  updater: readOnly,
  blocking: readOnly,
  metadata: readOnly,
};

export const DATADOG_KEYS = {
  id: used(text),
  name: required(nonEmpty),
  customName: used(text),
  message: required(text),
  customMessage: used(text),
  isEnabled: used(boolean),
  type: used(code),
  queries: required(list(record(QUERY), 1)),
  cases: required(list(record(CASE), 1)),
  options: required(record(OPTIONS)),
  tags: used(list(code)),
  hasExtendedTitle: used(boolean),
  filters: used(list(record(FILTER))),
  groupSignalsBy: used(list(code)),
  isDeprecated: used(boolean),
  deprecationDate: used(anything),
  referenceTables: refused("reference tables are not supported"),
  schedulingOptions: refused(SCHEDULED_ONLY),
  calculatedFields: refused(SCHEDULED_ONLY),
  complianceSignalOptions: noEffect(anything, "warning", "it is for rules over configurations"),
  thirdPartyCases: refused("rules over other products' findings are not supported"),
  ...WRITTEN_BY_SERVER,
};
