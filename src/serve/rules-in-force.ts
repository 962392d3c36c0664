import { createHash } from "node:crypto";
import { compileOwn } from "../alert/suppression/compile-own.ts";
import { type CompiledOwn, concernsRule, type Suppression } from "../alert/suppression/compiled-own.ts";
import type { OwnSuppression } from "../alert/suppression/own-suppression.ts";
import { excludeData } from "../engine/data-exclusion.ts";
import type { RuleVersion } from "../engine/live/live-rules.ts";
import type { RuleSet } from "./rule-book/rule-set.ts";

/** Rules as they run, with what is excluded from them, and everything that hides alerts. */
export interface InForce {
  readonly versions: readonly RuleVersion[];
  readonly suppressions: readonly Suppression[];
}

/** `stored`: the suppressions that came by the API. One whose query does not compile any more is left out: see `unusable`. */
export function inForce(book: RuleSet, stored: readonly OwnSuppression[], includeDisabled: boolean): InForce {
  const own = [...book.own, ...stored].flatMap((each) => compileOwn(each).suppression ?? []);
  const suppressions = [...book.suppressions, ...own];
  const versions = book.rules
    .filter(({ enabled }) => enabled || includeDisabled)
    .map(({ hash, ...rule }) => ({ rule: excludeData(rule, suppressions), hash: hashWith(hash, rule.id, own) }));
  return { versions, suppressions };
}

export function unusable(stored: readonly OwnSuppression[]): readonly string[] {
  return stored.filter((each) => compileOwn(each).suppression === null).map(({ id }) => id);
}

/** Exceptions of ours decide a rule's alerts, too. */
function hashWith(hash: string, rule: string, own: readonly CompiledOwn[]): string {
  const exceptions = own
    .filter((each) => each.appliesTo === "events" && concernsRule(each, rule))
    .map(({ id, language, query, from, expires }) => JSON.stringify([id, language, query, from, expires]))
    .sort();
  if (exceptions.length === 0) return hash;
  return createHash("sha256")
    .update([hash, ...exceptions].join("\n"))
    .digest("hex");
}
