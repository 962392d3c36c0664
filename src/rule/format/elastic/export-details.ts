import { noEffect, readKeys, readOnly, record, used } from "../keys.ts";
import type { Part } from "../parts.ts";
import { quote } from "../quote.ts";
import type { Report } from "../report.ts";
import { anything, type Given, integer, list, text } from "../shape.ts";

const MISSING_RULE = { rule_id: used(text) };
const NOT_IN_EXPORT = "Kibana could not export these";

const DETAILS = {
  exported_count: used(integer(0)),
  exported_rules_count: used(integer(0)),
  exported_exception_list_count: used(integer(0)),
  exported_exception_list_item_count: used(integer(0)),
  exported_action_connector_count: used(integer(0)),
  missing_rules: used(list(record(MISSING_RULE))),
  missing_rules_count: readOnly,
  missing_exception_lists: noEffect(list(anything), "warning", NOT_IN_EXPORT),
  missing_exception_lists_count: readOnly,
  missing_exception_list_items: noEffect(list(anything), "warning", NOT_IN_EXPORT),
  missing_exception_list_items_count: readOnly,
  missing_exception_list_item_count: readOnly,
  missing_action_connections: readOnly,
  missing_action_connection_count: readOnly,
  excluded_action_connections: readOnly,
  excluded_action_connection_count: readOnly,
};

const COUNTED = {
  exported_rules_count: ["elastic-rule"],
  exported_exception_list_count: ["exception-list"],
  exported_exception_list_item_count: ["exception-item"],
  exported_action_connector_count: ["connector"],
  exported_count: ["elastic-rule", "exception-list", "exception-item", "connector"],
} as const;

/** Compares the last line of a Kibana export with what the file really holds, and names the connectors. */
export function reportExport(parts: readonly Part[], report: Report): void {
  for (const part of parts) {
    if (part.kind === "connector") report.info("no-effect", part.span, "connectors of actions are not used");
    if (part.kind !== "export-details") continue;
    const details = readKeys(part.found.tree, DETAILS, "", report);
    for (const key of Object.keys(COUNTED) as (keyof typeof COUNTED)[]) reportCount(key, details[key], parts, report);
    for (const { value } of details.missing_rules?.value ?? []) {
      const id = value.rule_id;
      if (id) report.warning("unknown-reference", id.tree.span, `Kibana could not export the rule ${quote(id.value)}`);
    }
  }
}

function reportCount(
  key: keyof typeof COUNTED,
  given: Given<number> | undefined,
  parts: readonly Part[],
  report: Report,
): void {
  const kinds: readonly string[] = COUNTED[key];
  const found = parts.filter((part) => kinds.includes(part.kind)).length;
  if (!given || given.value === found) return;
  const message = `${key}: the export says ${given.value}, the file has ${found}: it is not whole`;
  report.warning("invalid-value", given.tree.span, message);
}
