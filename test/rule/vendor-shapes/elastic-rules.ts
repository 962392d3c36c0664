type Keys = Readonly<Record<string, string>>;

const THREAT = `
[[rule.threat]]
framework = "MITRE ATT&CK"
[[rule.threat.technique]]
id = "T1555"
name = "Credentials from Password Stores"
reference = "https://attack.mitre.org/techniques/T1555/"
[[rule.threat.technique.subtechnique]]
id = "T1555.006"
name = "Cloud Secrets Management Stores"
reference = "https://attack.mitre.org/techniques/T1555/006/"

[rule.threat.tactic]
id = "TA0006"
name = "Credential Access"
reference = "https://attack.mitre.org/tactics/TA0006/"
[[rule.threat]]
framework = "MITRE ATT&CK"
[rule.threat.tactic]
id = "TA0003"
name = "Persistence"
reference = "https://attack.mitre.org/tactics/TA0003/"
`;

const QUERY = `
event.dataset: "aws.cloudtrail"
    and event.provider: "ssm.amazonaws.com"
    and event.outcome: "success"
`;

/** A rule file with every key that the vendor's files have, and the given ones in place of them; an empty text leaves one out. */
function file(keys: Keys = {}, tables = "", more = ""): string {
  const all: Keys = {
    author: '["the tests"]',
    description: '"""\nSomebody reads secrets.\n"""',
    false_positives: '[\n    """\n    A new job.\n    """,\n]',
    from: '"now-6m"',
    index: '["filebeat-*", "logs-aws.cloudtrail-*"]',
    language: '"kuery"',
    license: '"Apache-2.0"',
    name: '"Secrets read"',
    note: '"""## Investigate\nAsk who it was.\n"""',
    references: '["https://example.com/"]',
    risk_score: "47",
    rule_id: '"11111111-1111-4111-8111-111111111111"',
    setup: '"CloudTrail must be on."',
    severity: '"medium"',
    tags: '[\n    "Domain: Cloud",\n    "Data Source: AWS",\n]',
    timestamp_override: '"event.ingested"',
    type: '"query"',
    query: `'''${QUERY}'''`,
    ...keys,
  };
  const lines = Object.entries(all).flatMap(([key, value]) => (value === "" ? [] : [`${key} = ${value}`]));
  return `[metadata]
creation_date = "2026/01/02"
integration = ["aws"]
maturity = "production"
updated_date = "2026/01/03"
min_stack_version = "9.2.0"
min_stack_comments = "the tests"
${more}
[rule]
${lines.join("\n")}

[rule.investigation_fields]
field_names = ["@timestamp", "user.name", "aws.cloudtrail.request_parameters"]
${THREAT}${tables}`;
}

function newTerms(fields: readonly string[], history = "now-10d"): string {
  const value = `
[rule.new_terms]
field = "new_terms_fields"
value = ${JSON.stringify(fields)}
[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "${history}"
`;
  return file({ type: '"new_terms"' }, value);
}

function threshold(fields: readonly string[], value: number, more = ""): string {
  return file(
    { type: '"threshold"' },
    `\n[rule.threshold]\nfield = ${JSON.stringify(fields)}\nvalue = ${value}\n${more}`,
  );
}

const CARDINALITY = (field: string, value: number): string =>
  `[[rule.threshold.cardinality]]\nfield = "${field}"\nvalue = ${value}\n`;

const SUPPRESSION = `
[rule.alert_suppression]
group_by = ["source.ip", "cloud.account.id"]
missing_fields_strategy = "suppress"
[rule.alert_suppression.duration]
unit = "m"
value = 5
`;

const TRANSFORM = `
[transform]
[[transform.investigate]]
label = "Alerts of the caller"
description = "The last two days."
providers = [[{ excluded = false, field = "user.name", queryType = "phrase", value = "{{user.name}}", valueType = "string" }]]
relativeFrom = "now-48h/h"
relativeTo = "now"
`;

const CT = "aws.cloudtrail";
const LEAF = `${CT}.flattened.request_parameters`;

/** The rules of the vendor's types that run here: the forms of their keys, tables and values. */
export const ELASTIC_RULES: Readonly<Record<string, string>> = {
  "every key": file(),
  "no interval, no from": file({ from: "" }),
  "every interval": file({ interval: '"5m"' }),
  "an hour in minutes": file({ interval: '"60m"', from: '"now-61m"' }),
  "an hour": file({ interval: '"1h"', from: '"now-7d"' }),
  "a day back": file({ interval: '"15m"', from: '"now-24h"' }),
  "one index": file({ index: '["logs-aws.cloudtrail-*"]' }),
  "index without a dash": file({ index: '["filebeat-*", "logs-aws.cloudtrail*"]' }),
  "no index": file({ index: "" }),
  "data view": file({ index: "", data_view_id: '"security"' }),
  "building block": file(
    { building_block_type: '"default"', interval: '"10m"', from: '"now-60m"' },
    "",
    "bypass_bbr_timing = true",
  ),
  deprecated: file({}, "", 'deprecation_date = "2026/02/03"').replace('"production"', '"deprecated"'),
  transform: file({}, "", TRANSFORM),
  "suppressed query": file({}, SUPPRESSION),
  "new terms: one": newTerms([`${CT}.user_identity.arn`]),
  "new terms: account and name": newTerms(["cloud.account.id", "user.name"], "now-5d"),
  "new terms: a target": newTerms(["cloud.account.id", "user.name", "entity.target.id"], "now-7d"),
  "new terms: a leaf": newTerms(["user.id", `${LEAF}.serialNumber`]),
  "new terms: three with a leaf": newTerms(["cloud.account.id", "user.name", `${LEAF}.instanceId`], "now-15d"),
  "new terms: many values": newTerms([`${CT}.user_identity.invoked_by`, `${CT}.resources.arn`]),
  "new terms: accounts of resources": newTerms([`${CT}.user_identity.arn`, `${CT}.resources.account_id`]),
  "new terms: an issuer": newTerms([`${CT}.user_identity.session_context.session_issuer.arn`, `${CT}.resources.arn`]),
  "new terms: a number": newTerms([`${CT}.user_identity.arn`, "source.as.number"]),
  "new terms: an address": newTerms([`${CT}.user_identity.access_key_id`, "source.ip"]),
  "new terms: a host": newTerms(["source.address", "tls.client.server_name"]),
  "new terms: the parameters": newTerms(["user.id", `${CT}.request_parameters`]),
  "threshold: one": threshold(["cloud.account.id"], 10),
  "threshold: three": threshold(["cloud.account.id", "user.name", "source.ip"], 25),
  "threshold: parameters": threshold(["user.id"], 1, CARDINALITY(`${CT}.request_parameters`, 20)),
  "threshold: events": threshold(
    ["tls.client.server_name", "source.address", `${CT}.user_identity.type`],
    1,
    CARDINALITY("event.id", 40),
  ),
};

/** Those of other types and other logs, and the reason to be named. */
export const ELASTIC_UNSUPPORTED: Readonly<Record<string, readonly [file: string, because: string]>> = {
  eql: [
    file({ type: '"eql"', language: '"eql"', event_category_override: '"event.type"', query: '"any where true"' }),
    'unsupported-type: rules of type "eql" are not supported',
  ],
  esql: [
    file({ type: '"esql"', language: '"esql"', index: "", query: '"from logs-* | keep user.name"' }, SUPPRESSION),
    'unsupported-type: rules of type "esql" are not supported',
  ],
  "machine learning": [
    file({
      type: '"machine_learning"',
      language: "",
      index: "",
      timestamp_override: "",
      query: "",
      anomaly_threshold: "50",
      machine_learning_job_id: '"odd_calls"',
      interval: '"15m"',
      from: '"now-60m"',
    }),
    'unsupported-type: rules of type "machine_learning" are not supported',
  ],
  lucene: [file({ language: '"lucene"' }), 'unsupported-language: queries in "lucene" are not supported'],
  "other dataset": [
    file({ index: '["filebeat-*", "logs-okta*"]', query: '"event.dataset:okta.system and okta.actor.type:User"' }),
    'unsupported-feature: the query asks for other logs: here event.dataset is always "aws.cloudtrail"',
  ],
  "other indices": [
    file({ index: '["logs-endpoint.events.process-*"]', query: '"process.name:curl and host.os.type:linux"' }),
    'unsupported-feature: the rule reads other logs: its indices hold no CloudTrail, and CloudTrail has no field "process.name"',
  ],
};
