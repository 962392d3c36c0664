import type { CompiledSuppression } from "../../alert/suppression/compile-suppression.ts";
import { isOwn, type Suppression } from "../../alert/suppression/compiled-own.ts";
import { exclusionsOf } from "../../engine/data-exclusion.ts";
import type { Predicate } from "../../ir/expr.ts";
import type { Rule } from "../../rule/rule.ts";
import { canonicalJson, type JsonObject } from "../../util/json.ts";
import { sha256 } from "./sha256.ts";

/**
 * SHA-256, hex, over what decides a rule's alerts: the rule as its file gives it (key order and formatting aside), the exceptions that apply at `now`
 * (epoch ms), and the events that Datadog's suppressions keep from it. Not what only hides alerts, and not where it stands: neither path nor line nor the
 * order of files.
 */
export function ruleHash(rule: Rule, suppressions: readonly CompiledSuppression[], now: number): string {
  const exceptions = rule.exceptions.filter(({ expires }) => expires === null || expires >= now);
  return sha256(
    JSON.stringify([
      rule.id,
      rule.format,
      canonicalJson(rule.raw as JsonObject),
      exceptions.map(({ predicate }) => withoutPlaces(predicate)).sort(),
      exclusionsOf(rule, suppressions).flatMap(exclusionText).sort(),
    ]),
  );
}

function exclusionText(suppression: Suppression): readonly string[] {
  if (isOwn(suppression)) return [];
  const { dataExclusion, from, to } = suppression;
  return [JSON.stringify([withoutPlaces(dataExclusion), from, to])];
}

/** The same predicate elsewhere in a file is the same predicate. */
function withoutPlaces(predicate: Predicate | null): string {
  return JSON.stringify(predicate, (key, value: unknown) => (key === "span" ? undefined : value));
}
