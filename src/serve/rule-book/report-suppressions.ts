import { compileOwn } from "../../alert/suppression/compile-own.ts";
import type { OwnSuppression } from "../../alert/suppression/own-suppression.ts";
import { unknownRules } from "../../alert/suppression/suppression-warnings.ts";
import type { Log } from "../log.ts";
import type { RuleSet } from "./rule-set.ts";

/**
 * Says which suppressions of files came, changed and went, and what is odd about them: that one holds for everything, or names a rule
 * that is not there. That one has ended is said elsewhere, and what is odd at the start by the start.
 */
export function reportSuppressions(before: RuleSet, after: RuleSet, log: Log): void {
  if (before.version === 0) {
    if (after.own.length > 0) log("info", "suppressions loaded", { suppressions: after.own.length });
    return;
  }
  const old = textsOf(before.own);
  const now = textsOf(after.own);
  const added = [...now.keys()].filter((id) => !old.has(id));
  const changed = [...now].filter(([id, text]) => old.has(id) && old.get(id) !== text).map(([id]) => id);
  const removed = [...old.keys()].filter((id) => !now.has(id));
  if (added.length + changed.length + removed.length > 0)
    log("info", "suppressions changed", { added, changed, removed });
  reportWarnings(before, after, new Set([...added, ...changed]), log);
}

function reportWarnings(before: RuleSet, after: RuleSet, fresh: ReadonlySet<string>, log: Log): void {
  const [known, gone] = [idsOf(after), idsOf(before)];
  for (const id of known) gone.delete(id);
  for (const each of after.own) {
    const isFresh = fresh.has(each.id);
    const isLeft = each.rules?.some((id) => gone.has(id)) ?? false;
    if (!isFresh && !isLeft) continue;
    const { suppression, diagnostics } = compileOwn(each);
    const odd = [...(isFresh ? diagnostics : []), ...(suppression === null ? [] : unknownRules([suppression], known))];
    for (const { message, hint = null } of odd)
      log("warn", "something is odd about a suppression", {
        suppression: each.id,
        file: each.file,
        reason: message,
        hint,
      });
  }
}

/** Also of rules that do not run as they stand. */
function idsOf({ rules, problems }: RuleSet): Set<string> {
  return new Set([...rules.map(({ id }) => id), ...problems.flatMap(({ rule }) => rule ?? [])]);
}

/** By id what decides, and who says so. Not the file: one may be moved. */
function textsOf(own: readonly OwnSuppression[]): ReadonlyMap<string, string> {
  return new Map(
    own.map(({ id, appliesTo, rules, language, query, owner, reason, from, expires }) => [
      id,
      JSON.stringify([appliesTo, rules, language, query, owner, reason, from, expires]),
    ]),
  );
}
