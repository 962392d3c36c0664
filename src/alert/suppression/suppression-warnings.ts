import { quote } from "../../rule/format/quote.ts";
import type { Diagnostic } from "../../source/diagnostic.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import type { CompiledOwn } from "./compiled-own.ts";

/** A warning for each that has ended by the clock (`now`, epoch ms). It goes on holding for the time before its end. */
export function expiredSuppressions(suppressions: readonly CompiledOwn[], now: number): readonly Diagnostic[] {
  return suppressions.flatMap(({ id, owner, ends, expires, places }): readonly Diagnostic[] => {
    if (ends === null || ends > now) return [];
    const message = `the suppression ${quote(id)} of ${quote(owner)} ended at ${expires ?? ""}: nothing later is suppressed`;
    return [{ code: "no-effect", severity: "warning", message, ...places.expires, hint: EXPIRED_HINT }];
  });
}

const EXPIRED_HINT = "remove it, or give it a later end";

/** A warning for each rule that a suppression names and that is not there. `known`: ids of all rules, also of those that do not run. */
export function unknownRules(suppressions: readonly CompiledOwn[], known: Iterable<string>): readonly Diagnostic[] {
  const ids = new Set(known);
  return suppressions.flatMap(({ id: suppression, places }) =>
    places.rules.flatMap(({ id, source, span }): readonly Diagnostic[] => {
      if (ids.has(id)) return [];
      const hint = didYouMean(id, ids);
      const message = `the suppression ${quote(suppression)} names the rule ${quote(id)}, which is not there`;
      return [
        {
          code: "unknown-reference",
          severity: "warning",
          message,
          source,
          span,
          ...(hint === undefined ? {} : { hint }),
        },
      ];
    }),
  );
}
