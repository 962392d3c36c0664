import { type ObjectTree, valueAt } from "./tree.ts";

/** What a JSON object is, told by its keys. */
export type JsonKind =
  | "elastic-rule"
  | "exception-list"
  | "exception-item"
  | "connector"
  | "export-details"
  | "datadog-rule"
  | "suppression"
  /** JSON:API: the thing itself is under `attributes`. */
  | "resource"
  /** An answer of an API: the things are under `data`. */
  | "envelope"
  | "unknown";

/** In this order: a rule of an export has an id and a version like everything else there. */
const MARKS: readonly (readonly [kind: JsonKind, keys: readonly string[]])[] = [
  ["export-details", ["exported_count", "exported_rules_count"]],
  ["exception-item", ["item_id"]],
  ["elastic-rule", ["rule_id", "risk_score", "new_terms_fields", "alert_suppression"]],
  ["exception-list", ["list_id"]],
  ["suppression", ["rule_query", "suppression_query", "data_exclusion_query"]],
  ["datadog-rule", ["queries", "cases", "isEnabled", "groupSignalsBy", "hasExtendedTitle"]],
  ["envelope", ["data"]],
  ["elastic-rule", ["severity", "language", "index"]],
];

export function classify(tree: ObjectTree): JsonKind {
  const keys = new Set(tree.entries.map((entry) => entry.key));
  if (keys.has("attributes")) return isConnector(tree) ? "connector" : "resource";
  return MARKS.find(([, marks]) => marks.some((mark) => keys.has(mark)))?.[0] ?? "unknown";
}

function isConnector(tree: ObjectTree): boolean {
  const type = valueAt(tree, "type");
  return type?.kind === "text" && type.text === "action";
}
