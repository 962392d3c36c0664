import type { Field, Value } from "../../ir/expr.ts";
import { unreachable } from "../../util/invariant.ts";
import { quote } from "../format/quote.ts";
import type { Method } from "../rule.ts";
import type { Finding, Lint } from "./lint.ts";

/** Columns that are new with every session of a role, or with every event. */
const PER_SESSION = new Set(["identity_arn", "identity_principal_id", "session_name", "identity_access_key"]);
const PER_EVENT = new Set(["event_id", "request_id"]);

export const highCardinality: Lint = {
  id: "high-cardinality",
  severity: "info",
  sentence: "The rule groups by a value that every session of a role, or every event, has anew.",
  check(rule, { file }) {
    const seen = new Set<string>();
    return groupsOf(rule.method).flatMap((field): Finding[] => {
      const kind = kindOf(field.value);
      if (!kind || seen.has(field.name)) return [];
      seen.add(field.name);
      const message = `${quote(field.name)} is another in each ${kind}: every new one is a new group`;
      return [{ code: "limit", message, source: file, span: field.span }];
    });
  },
};

function groupsOf(method: Method): readonly Field[] {
  switch (method.kind) {
    case "query":
      return [];
    case "new_terms":
      return method.terms;
    case "elastic_threshold":
      return method.fields;
    case "datadog_threshold":
      return method.queries.flatMap((query) => query.groupBy);
    case "new_value":
      return [...method.query.groupBy, ...method.values];
    case "anomaly":
      return method.query.groupBy;
    default:
      return unreachable(method);
  }
}

function kindOf(value: Value): "session of a role" | "event" | null {
  if (value.kind === "pruned" || value.kind === "when") return kindOf(value.value);
  if (value.kind !== "column") return null;
  if (PER_EVENT.has(value.column)) return "event";
  return PER_SESSION.has(value.column) ? "session of a role" : null;
}
