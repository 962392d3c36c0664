import type { TimeRange } from "../detect/detection.ts";
import type { RunPlan } from "../ir/plan.ts";
import type { Rule } from "../rule/rule.ts";
import { breathe } from "../util/breathe.ts";
import { type Evaluated, evaluateRule } from "./evaluate.ts";
import { matchRules } from "./match/match-rules.ts";

export interface FailedRule {
  readonly rule: Rule;
  readonly reason: string;
}

export interface EvaluatedRules {
  /** In the order of the rules, without those that failed. */
  readonly evaluated: readonly Evaluated[];
  readonly failed: readonly FailedRule[];
}

export interface EvaluationOptions {
  readonly rows: RunPlan;
  readonly range: TimeRange;
  /** First and last time of the stored events, epoch ms; null when there are none. */
  readonly stored: { readonly first: number; readonly last: number } | null;
  /** Events from then on (epoch ms, null: all) are looked at for all rules together. */
  readonly matchFrom: number | null;
  readonly onRule?: (done: number, total: number, name: string) => void;
  /** How long a rule took, apart from what is found for all of them together. */
  readonly onTimed?: (rule: Rule, ms: number) => void;
}

/** Runs all rules over the stored events. What the database refuses fails the one rule that asks for it. */
export async function evaluateRules(rules: readonly Rule[], options: EvaluationOptions): Promise<EvaluatedRules> {
  const { stored, range, matchFrom } = options;
  const rows = stored === null ? options.rows : await matchRules(rules, options.rows, { from: matchFrom, ...stored });
  return evaluateEach(rules, { rows, range, stored }, options);
}

/** The same one by one. */
export async function evaluateEach(
  rules: readonly Rule[],
  store: Parameters<typeof evaluateRule>[1],
  { onRule, onTimed }: Pick<EvaluationOptions, "onRule" | "onTimed"> = {},
): Promise<EvaluatedRules> {
  const evaluated: Evaluated[] = [];
  const failed: FailedRule[] = [];
  for (const [done, rule] of rules.entries()) {
    onRule?.(done, rules.length, rule.name);
    const start = performance.now();
    try {
      evaluated.push(await evaluateRule(rule, store));
    } catch (error) {
      failed.push({ rule, reason: error instanceof Error ? error.message : String(error) });
    }
    onTimed?.(rule, performance.now() - start);
    await breathe();
  }
  return { evaluated, failed };
}
