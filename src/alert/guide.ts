import type { Detection } from "../detect/detection.ts";
import { parseTemplate } from "../lang/template/parse.ts";
import { renderTemplate } from "../lang/template/render.ts";
import type { Rule } from "../rule/rule.ts";
import { source } from "../source/source.ts";
import type { JsonObject } from "../util/json.ts";
import { guideScope } from "./guide-scope.ts";
import type { Overridden } from "./overrides.ts";

/** Markdown for the person on call: a note as it is, a template with the values of the matched events, escaped. */
export function guideOf(
  rule: Rule,
  detection: Detection,
  events: readonly JsonObject[],
  overridden: Overridden,
): string {
  const { text, isTemplate } = rule.guide;
  if (!isTemplate) return text;
  const { template } = parseTemplate(source(rule.source.name, text));
  return renderTemplate(template, guideScope(rule, detection, events, overridden));
}
