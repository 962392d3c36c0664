import { display, noEffect, readOnly, record, required, used } from "../keys.ts";
import { anything, boolean, code, integer, list, listOrOne, nonEmpty, oneOf, text } from "../shape.ts";

const ELASTIC_SEVERITIES = ["low", "medium", "high", "critical"] as const;

const THREAT_ENTRY = { id: required(text), name: required(text), reference: used(text) };
const TECHNIQUE = { ...THREAT_ENTRY, subtechnique: used(list(record(THREAT_ENTRY))) };
const THREAT = {
  framework: required(text),
  tactic: required(record(THREAT_ENTRY)),
  technique: used(list(record(TECHNIQUE))),
};

const SEVERITY_MAPPING = {
  field: required(code),
  operator: used(oneOf(["equals"])),
  value: required(text),
  severity: required(oneOf(ELASTIC_SEVERITIES)),
};
const RISK_SCORE_MAPPING = {
  field: required(code),
  operator: used(oneOf(["equals"])),
  value: display(anything),
  risk_score: display(anything),
};

export const SUPPRESSION = {
  group_by: used(list(code, 1)),
  duration: used(record({ value: required(integer(1)), unit: required(oneOf(["s", "m", "h"])) })),
  missing_fields_strategy: used(oneOf(["suppress", "doNotSuppress"])),
};

const THRESHOLD = {
  field: required(listOrOne(code, 0, 5)),
  value: required(integer(1)),
  cardinality: used(list(record({ field: required(code), value: required(integer(0)) }))),
};

/** As detection-rules writes it; the API has two flat keys. */
const NESTED_NEW_TERMS = {
  field: required(oneOf(["new_terms_fields"])),
  value: required(list(code, 1)),
  history_window_start: required(
    list(record({ field: required(oneOf(["history_window_start"])), value: required(code) }), 1, 1),
  ),
};

const LIST_REFERENCE = {
  id: display(text),
  list_id: required(code),
  type: used(text),
  namespace_type: used(oneOf(["single", "agnostic"])),
};

const IDENTITY = {
  rule_id: required(nonEmpty),
  name: required(nonEmpty),
  description: required(text),
  enabled: used(boolean),
  type: required(code),
  language: used(code),
  severity: required(oneOf(ELASTIC_SEVERITIES)),
  risk_score: required(integer(0, 100)),
  tags: used(list(text)),
  references: used(list(text)),
  false_positives: used(list(text)),
  threat: used(list(record(THREAT))),
  note: used(text),
};

const DETECTION = {
  query: used(code),
  filters: used(list(anything)),
  index: used(list(code)),
  data_view_id: used(text),
  interval: used(code),
  from: used(code),
  to: used(code),
  max_signals: used(integer(1)),
  timestamp_override: noEffect(text, "info", "events are judged by their own time"),
  timestamp_override_fallback_disabled: noEffect(boolean, "info", "events are judged by their own time"),
  severity_mapping: used(list(record(SEVERITY_MAPPING))),
  risk_score_mapping: used(list(record(RISK_SCORE_MAPPING))),
  rule_name_override: used(code),
  exceptions_list: used(list(record(LIST_REFERENCE))),
  alert_suppression: used(record(SUPPRESSION)),
};

const WITHOUT_EFFECT = {
  actions: noEffect(list(anything), "warning", "actions of rules are not run"),
  response_actions: noEffect(list(anything), "warning", "response actions are not run"),
  throttle: noEffect(text, "info", "actions of rules are not run, nor held back"),
  namespace: noEffect(text, "info", "alerts are not kept by namespace"),
  output_index: noEffect(text, "info", "alerts are not written to an index"),
  saved_id: noEffect(text, "warning", "the query that is written in the rule is used, not the saved one"),
  building_block_type: noEffect(oneOf(["default"]), "info", "its alerts are shown like those of other rules"),
};

const DISPLAYED = {
  author: display(listOrOne(text)),
  license: display(text),
  setup: display(text),
  investigation_fields: display(anything),
  timeline_id: display(text),
  timeline_title: display(text),
  related_integrations: display(list(anything)),
  required_fields: display(list(anything)),
  meta: display(anything),
};

const WRITTEN_BY_SERVER = {
  id: readOnly,
  version: readOnly,
  revision: readOnly,
  created_at: readOnly,
  created_by: readOnly,
  updated_at: readOnly,
  updated_by: readOnly,
  immutable: readOnly,
  rule_source: readOnly,
  execution_summary: readOnly,
  status: readOnly,
  status_date: readOnly,
  last_success_at: readOnly,
  last_success_message: readOnly,
  last_failure_at: readOnly,
  last_failure_message: readOnly,
  outcome: readOnly,
  alias_target_id: readOnly,
  alias_purpose: readOnly,
};

const OF_ONE_TYPE = {
  threshold: used(record(THRESHOLD)),
  new_terms: used(record(NESTED_NEW_TERMS)),
  new_terms_fields: used(list(code, 1)),
  history_window_start: used(code),
  timestamp_field: used(text),
  event_category_override: used(text),
  tiebreaker_field: used(text),
  anomaly_threshold: used(integer(0)),
  machine_learning_job_id: used(listOrOne(text)),
  threat_query: used(text),
  threat_index: used(list(text)),
  threat_mapping: used(list(anything)),
  threat_filters: used(list(anything)),
  threat_indicator_path: used(text),
  threat_language: used(text),
  concurrent_searches: used(integer(1)),
  items_per_search: used(integer(1)),
};

/** Every key of an Elastic rule, as the API and detection-rules name them. */
export const ELASTIC_KEYS = {
  ...IDENTITY,
  ...DETECTION,
  ...OF_ONE_TYPE,
  ...WITHOUT_EFFECT,
  ...DISPLAYED,
  ...WRITTEN_BY_SERVER,
};

/** Which type of rule a key belongs to; the others belong to all. */
export const OWNER_OF_KEY: Readonly<Record<keyof typeof OF_ONE_TYPE, string>> = {
  threshold: "threshold",
  new_terms: "new_terms",
  new_terms_fields: "new_terms",
  history_window_start: "new_terms",
  timestamp_field: "eql",
  event_category_override: "eql",
  tiebreaker_field: "eql",
  anomaly_threshold: "machine_learning",
  machine_learning_job_id: "machine_learning",
  threat_query: "threat_match",
  threat_index: "threat_match",
  threat_mapping: "threat_match",
  threat_filters: "threat_match",
  threat_indicator_path: "threat_match",
  threat_language: "threat_match",
  concurrent_searches: "threat_match",
  items_per_search: "threat_match",
};
