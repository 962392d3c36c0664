import type { Random } from "../../src/simulate/random.ts";
import { pickSubject, predicateOf, type Subject, widthOf } from "./conditions.ts";
import { KQL } from "./language.ts";

export type ElasticKind = "query" | "new_terms" | "threshold";

const { fields } = KQL;
const TERMS = [
  [fields.account, fields.identityType],
  [fields.issuer, fields.action],
  [fields.account, fields.region],
  [fields.account, fields.address],
  [fields.issuer, fields.agent],
];
const GROUPS = [[fields.identity], [fields.account, fields.region], [fields.issuer], [fields.address]];

/** A rule in detection-rules' TOML. `number` makes name and id. */
export function elasticRule(kind: ElasticKind, number: number, choose: Random): string {
  const subject = pickSubject(choose);
  const conditions = [
    KQL.any("event.dataset", ["aws.cloudtrail"]),
    ...predicateOf(subject, widthOf(kind, choose), KQL, choose),
  ];
  const severity = choose.pick(["low", "medium", "high", "critical"]);
  const lines = [
    "[metadata]",
    'creation_date = "2026/11/21"',
    'updated_date = "2026/11/21"',
    'maturity = "production"',
    'integration = ["aws"]',
    "",
    "[rule]",
    `rule_id = "${choose.uuid()}"`,
    `name = "Bench ${number}: ${nameOf(subject)} (${kind})"`,
    'description = "Made up by the benchmark."',
    'author = ["trailhound"]',
    'license = "Apache-2.0"',
    `type = "${kind}"`,
    'language = "kuery"',
    'index = ["filebeat-*", "logs-aws.cloudtrail-*"]',
    'interval = "5m"',
    'from = "now-9m"',
    `severity = "${severity}"`,
    `risk_score = ${choose.between(10, 99)}`,
    'tags = ["Domain: Cloud", "Data Source: AWS CloudTrail"]',
    'note = "Ask who it was."',
    "query = '''",
    `${conditions.join(" and\n  ")}`,
    "'''",
    ...methodOf(kind, choose),
  ];
  return `${lines.join("\n")}\n`;
}

function methodOf(kind: ElasticKind, choose: Random): string[] {
  switch (kind) {
    case "query":
      return [];
    case "new_terms":
      return [
        "",
        "[rule.new_terms]",
        'field = "new_terms_fields"',
        `value = ${quoted(choose.pick(TERMS))}`,
        "",
        "[[rule.new_terms.history_window_start]]",
        'field = "history_window_start"',
        `value = "now-${choose.pick([5, 7, 10, 14])}d"`,
      ];
    case "threshold":
      return ["", "[rule.threshold]", `field = ${quoted(choose.pick(GROUPS))}`, `value = ${choose.between(5, 60)}`];
  }
}

export function nameOf({ calls }: Subject): string {
  return calls.length === 0 ? "any call" : calls.map((each) => each.name).join(", ");
}

function quoted(texts: readonly string[]): string {
  return `[${texts.map((text) => `"${text}"`).join(", ")}]`;
}
