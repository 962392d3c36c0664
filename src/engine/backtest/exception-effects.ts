import { alertId } from "../../alert/alert-id.ts";
import { overCapAlert } from "../../alert/over-cap.ts";
import type { Rule } from "../../rule/rule.ts";
import { type AlertSources, findAlerts } from "../alerts.ts";
import type { Evaluated } from "../evaluate.ts";
import { type EvaluationOptions, evaluateEach, type FailedRule } from "../evaluate-rules.ts";
import type { ExceptionEffect } from "./backtest-report.ts";
import type { Variant } from "./exclusion-variants.ts";

export interface EffectContext extends Pick<AlertSources, "lake" | "paths" | "suppressions"> {
  readonly store: Pick<EvaluationOptions, "rows" | "range" | "stored">;
  /** With all exceptions. */
  readonly evaluated: readonly Evaluated[];
  /** Ids of the alerts that are shown then, by rule. */
  readonly shown: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface ExceptionEffects {
  readonly effects: readonly ExceptionEffect[];
  readonly failed: readonly FailedRule[];
}

/** Runs each variant, one after the other: the alerts of one at a time are in memory. */
export async function exceptionEffects(
  variants: readonly Variant[],
  context: EffectContext,
  onVariant: (done: number, name: string) => void,
): Promise<ExceptionEffects> {
  const before = new Map(context.evaluated.map((each) => [each.rule.id, new Set(idsOf(each))]));
  const effects: ExceptionEffect[] = [];
  const failed: FailedRule[] = [];
  for (const [done, { about, rule }] of variants.entries()) {
    onVariant(done, `without ${about.name}`);
    const ids = before.get(about.rule);
    // A rule that failed has been named.
    if (ids === undefined) continue;
    if (rule === null) {
      effects.push({ ...about, in_force: false, removes: 0, adds: 0 });
      continue;
    }
    const run = await evaluateEach([rule], context.store);
    failed.push(...run.failed.map((each) => ({ ...each, reason: `without ${about.name}: ${each.reason}` })));
    for (const each of run.evaluated)
      effects.push({ ...about, in_force: true, ...(await difference(each, ids, context)) });
  }
  return { effects, failed };
}

/** What leaving the exception out brings, and what it takes away. */
async function difference(
  without: Evaluated,
  before: ReadonlySet<string>,
  { lake, paths, suppressions, shown }: EffectContext,
): Promise<Pick<ExceptionEffect, "removes" | "adds">> {
  const now = new Set(idsOf(without));
  const adds = [...(shown.get(without.rule.id) ?? [])].filter((id) => !now.has(id)).length;
  const kept = without.kept.filter(({ detection }) => !before.has(alertId(without.rule, detection)));
  const overflows = without.overflows.filter((each) => !before.has(capId(without.rule, each)));
  const { suppressed } = await findAlerts({ evaluated: [{ ...without, kept, overflows }], lake, paths, suppressions });
  return { removes: kept.length + overflows.length - suppressed, adds };
}

/** Of the alerts that come of it, suppressed or not. */
export function idsOf({ rule, kept, overflows }: Evaluated): readonly string[] {
  return [...kept.map(({ detection }) => alertId(rule, detection)), ...overflows.map((each) => capId(rule, each))];
}

function capId(rule: Rule, { run, count }: Evaluated["overflows"][number]): string {
  return overCapAlert(rule, { ...run, overCap: count }).id;
}
