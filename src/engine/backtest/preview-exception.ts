import type { StoredAlert } from "../../alert/store/stored-alert.ts";
import { type CompiledOwn, concernsRule } from "../../alert/suppression/compiled-own.ts";
import type { SuppressionPreview } from "../../alert/suppression/own-suppression.ts";
import { previewBy } from "../../alert/suppression/preview.ts";
import { excludeData } from "../data-exclusion.ts";
import { evaluateEach, type FailedRule } from "../evaluate-rules.ts";
import type { BacktestOptions } from "./backtest.ts";
import { idsOf } from "./exception-effects.ts";

export type ExceptionPreviewOptions = Pick<BacktestOptions, "lake" | "rules" | "range" | "suppressions">;

export interface ExceptionPreview extends SuppressionPreview {
  /** Rules that could not be evaluated: their alerts are among those that stay. */
  readonly failed: readonly FailedRule[];
}

/**
 * What an exception (`applies_to: events`) would do to the stored alerts: its rules are evaluated over the stored events of the range with
 * and without it, and an alert goes that is there without it alone. `suppressions`: what is in force besides it. One rule
 * is in memory at a time, and the ids of the alerts that go.
 */
export async function previewException(
  draft: CompiledOwn,
  alerts: AsyncIterable<StoredAlert>,
  { lake, rules, range, suppressions }: ExceptionPreviewOptions,
): Promise<ExceptionPreview> {
  const { first, last } = lake.stats;
  const store = { rows: lake.rows, range, stored: first === null || last === null ? null : { first, last } };
  const others = suppressions.filter((each) => each.id !== draft.id);
  const gone = new Set<string>();
  const failed: FailedRule[] = [];
  for (const rule of rules.filter(({ id }) => concernsRule(draft, id))) {
    const [without, withIt] = [others, [...others, draft]].map((each) => excludeData(rule, each));
    if (without === undefined || withIt === undefined) continue;
    const before = await evaluateEach([without], store);
    const after = await evaluateEach([withIt], store);
    failed.push(...before.failed, ...after.failed);
    if (before.failed.length + after.failed.length > 0) continue;
    const left = new Set(after.evaluated.flatMap(idsOf));
    for (const id of before.evaluated.flatMap(idsOf)) if (!left.has(id)) gone.add(id);
  }
  return { ...(await previewBy(draft, alerts, async ({ alert }) => gone.has(alert.id))), failed };
}
