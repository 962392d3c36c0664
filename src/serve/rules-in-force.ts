import { createHash } from "node:crypto";
import { compileOwn } from "../alert/suppression/compile-own.ts";
import { type CompiledOwn, concernsRule, type Suppression } from "../alert/suppression/compiled-own.ts";
import type { OwnSuppression } from "../alert/suppression/own-suppression.ts";
import { excludeData } from "../engine/data-exclusion.ts";
import type { RuleVersion } from "../engine/live/live-rules.ts";
import { differences, type RuleSet } from "./rule-book/rule-set.ts";

/** Rules as they run, with what is excluded from them, and everything that hides alerts. */
export interface InForce {
  /** What they were made of; null: nothing yet. */
  readonly book: RuleSet | null;
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
  return { book, versions, suppressions };
}

/** Ids of rules that decide otherwise by the files of `after` than by those of `before`: another rule, or other exceptions from it. */
export function changedRules(before: RuleSet | null, after: RuleSet): ReadonlySet<string> {
  if (before === after) return new Set();
  const { added, changed } = differences(before?.rules ?? [], after.rules);
  const own = before?.own ?? [];
  const excepted =
    own === after.own ? [] : after.rules.filter(({ id }) => exceptionsFrom(id, own) !== exceptionsFrom(id, after.own));
  return new Set([...added, ...changed, ...excepted.map(({ id }) => id)]);
}

export function unusable(stored: readonly OwnSuppression[]): readonly string[] {
  return stored.filter((each) => compileOwn(each).suppression === null).map(({ id }) => id);
}

/** Exceptions of ours decide a rule's alerts, too. */
function hashWith(hash: string, rule: string, own: readonly CompiledOwn[]): string {
  const exceptions = exceptionsFrom(rule, own);
  return exceptions === "" ? hash : createHash("sha256").update(`${hash}\n${exceptions}`).digest("hex");
}

/** A line each. */
function exceptionsFrom(rule: string, own: readonly OwnSuppression[]): string {
  const exceptions = own.filter((each) => each.appliesTo === "events" && concernsRule(each, rule));
  return exceptions
    .map(({ id, language, query, from, expires }) => JSON.stringify([id, language, query, from, expires]))
    .sort()
    .join("\n");
}
