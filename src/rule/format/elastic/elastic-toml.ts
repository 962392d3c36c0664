import type { Source } from "../../../source/source.ts";
import { display, noEffect, type Read, readKeys, record, required, used } from "../keys.ts";
import { readToml } from "../read-toml.ts";
import { createReport, type Report } from "../report.ts";
import { anything, boolean, list, listOrOne, oneOf, text, wrong } from "../shape.ts";
import { valueAt } from "../tree.ts";
import type { FoundElasticRule } from "./elastic-rule.ts";

const METADATA = {
  creation_date: display(text),
  updated_date: display(text),
  deprecation_date: used(text),
  maturity: used(oneOf(["development", "experimental", "beta", "production", "deprecated"])),
  integration: display(listOrOne(text)),
  min_stack_version: display(text),
  min_stack_comments: display(text),
  bypass_bbr_timing: display(boolean),
  query_schema_validation: display(boolean),
  promotion: display(boolean),
  extended: display(anything),
  comments: display(text),
  os_type_list: display(list(text)),
  related_endpoint_rules: display(list(anything)),
};

const FILE = {
  rule: required(anything),
  metadata: used(record(METADATA)),
  transform: noEffect(anything, "info", "its blocks are not put into the note"),
};

/** A rule as the repository detection-rules keeps it: `[metadata]`, `[rule]`, `[transform]`. Null: diagnostics say why not. */
export function readElasticToml(file: Source, report: Report): FoundElasticRule | null {
  const tree = readToml(report);
  if (!tree) return null;
  if (!valueAt(tree, "rule")) {
    report.error("missing-key", tree.span, "this is not a rule: there is no table [rule]");
    return null;
  }
  const own = createReport(file);
  const keys = readKeys(tree, FILE, "", own);
  reportDeprecation(keys.metadata?.value, own);
  const rule = keys.rule?.tree;
  if (rule?.kind !== "object") return rule ? (wrong(rule, "rule", "a table", report) ?? null) : null;
  return { file, format: "elastic-toml", tree: rule, diagnostics: own.diagnostics };
}

function reportDeprecation(metadata: Read<typeof METADATA> | undefined, report: Report): void {
  const place = metadata?.maturity?.value === "deprecated" ? metadata.maturity : metadata?.deprecation_date;
  if (place) report.warning("deprecated", place.tree.span, "the rule is deprecated");
}
