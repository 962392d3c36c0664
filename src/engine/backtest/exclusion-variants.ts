import { isOwn, type Suppression } from "../../alert/suppression/compiled-own.ts";
import type { Rule } from "../../rule/rule.ts";
import { excludeData, exclusionsOf } from "../data-exclusion.ts";
import type { ExceptionEffect } from "./backtest-report.ts";
import { withoutItem } from "./without-item.ts";

/** A rule with one of its exceptions left out, everything else as it is. */
export interface Variant {
  readonly about: Pick<ExceptionEffect, "kind" | "name" | "rule">;
  /** Null: the exception takes no part as it is. */
  readonly rule: Rule | null;
}

/** One for each exception of each kind. `rule`: as it was loaded. */
export function variantsOf(rule: Rule, suppressions: readonly Suppression[]): readonly Variant[] {
  const items = rule.exceptions.map((item): Variant => {
    const without = withoutItem(rule, item);
    return {
      about: { kind: "exception_item", name: item.name, rule: rule.id },
      rule: without === null ? null : excludeData(without, suppressions),
    };
  });
  const exclusions = exclusionsOf(rule, suppressions).map((exclusion): Variant => {
    const others = suppressions.filter((each) => each !== exclusion);
    const kind = isOwn(exclusion) ? "exception" : "data_exclusion";
    return { about: { kind, name: exclusion.id, rule: rule.id }, rule: excludeData(rule, others) };
  });
  return [...items, ...exclusions];
}
