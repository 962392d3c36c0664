import type { Condition } from "../../lang/datadog/condition.ts";
import { unreachable } from "../../util/invariant.ts";
import { quote } from "../format/quote.ts";
import type { Finding, Lint } from "./lint.ts";
import { whole } from "./whole.ts";

export const unusedQuery: Lint = {
  id: "unused-query",
  severity: "warning",
  sentence: "No case of a Datadog threshold rule looks at one of its queries.",
  check({ method }, { queries }) {
    if (method.kind !== "datadog_threshold") return [];
    const used = new Set(method.cases.flatMap(({ condition }) => (condition ? labelsOf(condition) : [])));
    return queries.flatMap(({ source, label }): Finding[] => {
      if (label === null || used.has(label)) return [];
      const message = `no case looks at the query ${quote(label)}`;
      return [{ code: "no-effect", message, source, span: whole(source) }];
    });
  },
};

function labelsOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case "comparison":
      return [condition.label];
    case "all":
    case "any":
      return condition.operands.flatMap(labelsOf);
    case "then":
      return [...labelsOf(condition.first), ...labelsOf(condition.then)];
    default:
      return unreachable(condition);
  }
}
