import { loadRules } from "../../src/rule/load.ts";
import type { Rule } from "../../src/rule/rule.ts";
import type { JsonObject } from "../../src/util/json.ts";

/** The one rule of a rule object; an error when something is wrong with it. */
export function ruleOf(object: JsonObject): Rule {
  const { rules, diagnostics } = loadRules([{ path: "rule.json", text: JSON.stringify(object) }]);
  const errors = diagnostics.filter((each) => each.severity === "error").map((each) => each.message);
  const [rule] = rules;
  if (rule === undefined || errors.length > 0) throw new Error(`the test's rule is wrong: ${errors.join("; ")}`);
  return rule;
}
