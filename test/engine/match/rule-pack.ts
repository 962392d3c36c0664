import { readdirSync, readFileSync } from "node:fs";
import { ruleSet } from "../../../bench/rules/rule-set.ts";
import { loadRules } from "../../../src/rule/load.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import { nowhere } from "../../../src/source/span.ts";
import { datadog, elastic } from "../../cli/rules.ts";
import { ruleOf } from "../rules.ts";

const pack = new URL("../../../rules/", import.meta.url);
const packFiles = ["elastic", "datadog"].flatMap((folder) =>
  readdirSync(new URL(folder, pack))
    .filter((name) => !name.endsWith(".tests.json"))
    .map((name) => ({ path: name, text: readFileSync(new URL(`${folder}/${name}`, pack), "utf8") })),
);
const benchFiles = ruleSet(140, 7).map(({ name, text }) => ({ path: name, text }));

const query = (name: string) => ({
  query: `source:cloudtrail @evt.name:${name}`,
  groupByFields: ["@userIdentity.arn"],
});

/** What the made-up rules do not have: several queries, optional groups, fractions, suppressions, negations, no match at all. */
const MORE: readonly Rule[] = [
  ruleOf(elastic("everything", { query: "*" })),
  ruleOf(elastic("nothing", { query: "event.provider: nowhere and event.action: Nothing" })),
  ruleOf(
    elastic("negated", {
      query: "not event.action: (Get* or List* or Describe*) and not event.provider: (logs* or kms*)",
    }),
  ),
  ruleOf(elastic("other-case", { query: "event.action: getparameter or event.category: session" })),
  ruleOf(
    elastic("folded", {
      query: 'event.provider: "ssm.amazonaws.com"',
      alert_suppression: { group_by: ["user.name", "source.address"], duration: { value: 5, unit: "h" } },
    }),
  ),
  ruleOf(
    elastic("targets", {
      type: "new_terms",
      query: 'event.provider: "iam.amazonaws.com"',
      new_terms_fields: ["related.entity"],
      history_window_start: "now-2d",
    }),
  ),
  ruleOf(
    datadog("two-queries", {
      queries: [query("GetParameter"), query("GetSecretValue")],
      cases: [{ name: "", status: "high", condition: "a > 3 && b > 0" }],
    }),
  ),
  ruleOf(
    datadog("optional-groups", {
      queries: [{ ...query("Decrypt"), groupByFields: ["@errorCode"], hasOptionalGroupByFields: true }],
      cases: [{ name: "", status: "low", condition: "a > 5" }],
    }),
  ),
  ruleOf(
    elastic("no-group", {
      type: "threshold",
      query: "event.action: (GetParameter or GetObject)",
      threshold: { field: ["aws.cloudtrail.error_code"], value: 2 },
    }),
  ),
  ruleOf(
    datadog("no-groups", {
      queries: ["GetParameter", "Decrypt"].map((name) => ({ ...query(name), groupByFields: ["@error.kind"] })),
      cases: [{ name: "", status: "low", condition: "a > 2 || b > 2" }],
    }),
  ),
  ruleOf(datadog("free-text", { queries: [{ query: '"not authorized"', groupByFields: ["@userIdentity.arn"] }] })),
];

/** One that the database refuses. */
export function broken(id: string): Rule {
  const value = { kind: "column", column: "no_such", type: "text", many: false } as const;
  const field = { name: "f", type: "text", value, span: nowhere } as const;
  return { ...ruleOf(elastic(id)), method: { kind: "query", predicate: { kind: "exists", field, span: nowhere } } };
}

const { rules: loaded } = loadRules([...packFiles, ...benchFiles]);

/** Of every method and format, and two that the database refuses. */
export const RULES: readonly Rule[] = [broken("broken-1"), ...loaded, ...MORE, broken("broken-2")];
