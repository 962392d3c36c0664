import { isoTime } from "../../alert/iso-time.ts";
import type { Searched } from "../../alert/search/events-command.ts";
import { isOwn, type Suppression } from "../../alert/suppression/compiled-own.ts";
import type { TimeRange } from "../../detect/detection.ts";
import type { Lake } from "../../lake/lake.ts";
import type { Rule } from "../../rule/rule.ts";
import { findAlerts } from "../alerts.ts";
import { excludeData } from "../data-exclusion.ts";
import type { Evaluated } from "../evaluate.ts";
import { evaluateRules, type FailedRule } from "../evaluate-rules.ts";
import { detectionsOf } from "../summarize.ts";
import { AlertTally } from "./alert-tally.ts";
import type { BacktestReport, RuleBacktest, SuppressionEffect } from "./backtest-report.ts";
import { exceptionEffects } from "./exception-effects.ts";
import { variantsOf } from "./exclusion-variants.ts";
import { entityOf, identityOf } from "./noisiest.ts";

export interface BacktestOptions {
  /** It is only read. Enriched with what the rules and suppressions want. */
  readonly lake: Pick<Lake, "rows" | "pick" | "stats">;
  /** As they were loaded; those that are switched off run, too. */
  readonly rules: readonly Rule[];
  readonly range: TimeRange;
  readonly suppressions: readonly Suppression[];
  readonly searched: Searched;
  /** How many of the noisiest entities are named. */
  readonly top: number;
  readonly onStep?: (done: number, total: number, name: string) => void;
}

/**
 * What rules would have made of the stored events of a range, all that are there, however late they came: the alerts of a scan
 * over the same events, counted. Nothing is written and nobody is told. Alerts are looked at as they are built; memory grows
 * with the detections, and with the entities that have alerts.
 */
export async function backtest(options: BacktestOptions): Promise<BacktestReport> {
  const { lake, rules, range, suppressions, searched: paths, top, onStep } = options;
  const variants = rules.flatMap((rule) => variantsOf(rule, suppressions));
  const total = rules.length + variants.length;
  const kept = rules.map((rule) => excludeData(rule, suppressions));
  const stored = storedOf(lake);
  const { evaluated, failed } = await evaluateRules(kept, {
    rows: lake.rows,
    range,
    stored,
    matchFrom: range.from,
    onRule: (done, _, name) => onStep?.(done, total, name),
  });
  const tally = new Tally(rules);
  const found = await findAlerts({ evaluated, lake, paths, suppressions, keepSuppressed: true });
  for await (const { alert, heldBy } of found.alerts) tally.add(alert, heldBy);
  const context = {
    lake,
    paths,
    suppressions,
    store: { rows: lake.rows, range, stored },
    evaluated,
    shown: tally.shown,
  };
  const effects = await exceptionEffects(variants, context, (done, name) => onStep?.(rules.length + done, total, name));
  return {
    range: { from: isoOrNull(range.from), to: isoOrNull(range.to) },
    stored: { events: lake.stats.events, first: isoOrNull(lake.stats.first), last: isoOrNull(lake.stats.last) },
    ...tally.whole(evaluated, top),
    rules: evaluated.map((each) => tally.ofRule(each, top)),
    exceptions: effects.effects,
    suppressions: suppressions.flatMap((each) => tally.effectOf(each)),
    failed: [...failed, ...effects.failed].map(({ rule, reason }: FailedRule) => ({
      id: rule.id,
      name: rule.name,
      reason,
    })),
  };
}

function storedOf({ stats: { first, last } }: Pick<Lake, "stats">): { first: number; last: number } | null {
  return first === null || last === null ? null : { first, last };
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

type Whole = Pick<BacktestReport, "alerts" | "detections" | "severities" | "days" | "identities">;

/** Of all rules, and of each. */
class Tally {
  /** Ids of the alerts that are shown, by rule. */
  readonly shown: ReadonlyMap<string, Set<string>>;
  readonly #all = new AlertTally(identityOf);
  readonly #rules: ReadonlyMap<string, { readonly tally: AlertTally; readonly rule: Rule; hidden: number }>;
  readonly #effects = new Map<string, { holds: number; removes: number }>();

  constructor(rules: readonly Rule[]) {
    this.shown = new Map(rules.map(({ id }) => [id, new Set()]));
    this.#rules = new Map(rules.map((rule) => [rule.id, { tally: new AlertTally(entityOf), rule, hidden: 0 }]));
  }

  add(alert: Parameters<AlertTally["add"]>[0], heldBy: readonly string[]): void {
    const rule = this.#rules.get(alert.rule.id);
    for (const id of heldBy) {
      const effect = this.#effects.get(id) ?? { holds: 0, removes: 0 };
      this.#effects.set(id, effect);
      effect.holds += 1;
      if (heldBy.length === 1) effect.removes += 1;
    }
    if (heldBy.length > 0) {
      if (rule !== undefined) rule.hidden += 1;
      return;
    }
    this.shown.get(alert.rule.id)?.add(alert.id);
    this.#all.add(alert);
    rule?.tally.add(alert);
  }

  whole(evaluated: readonly Evaluated[], top: number): Whole {
    const hidden = [...this.#rules.values()].reduce((sum, each) => sum + each.hidden, 0);
    const { alerts } = this.#all;
    const detections = detectionsOf(evaluated, hidden);
    return {
      alerts,
      detections,
      severities: this.#all.severities(),
      days: this.#all.days(),
      identities: this.#all.entities(top),
    };
  }

  ofRule(evaluated: Evaluated, top: number): RuleBacktest {
    const { id, name, enabled } = evaluated.rule;
    const found = this.#rules.get(id);
    const tally = found?.tally ?? new AlertTally(entityOf);
    return {
      id,
      name,
      enabled,
      alerts: tally.alerts,
      detections: detectionsOf([evaluated], found?.hidden ?? 0),
      severities: tally.severities(),
      days: tally.days(),
      entities: tally.entities(top),
      insufficient_baseline: evaluated.insufficientBaseline,
      missing_group: evaluated.missingGroup,
    };
  }

  /** Those that only exclude events have none. */
  effectOf(suppression: Suppression): readonly SuppressionEffect[] {
    const own = isOwn(suppression);
    if (own ? suppression.appliesTo !== "alerts" : suppression.signals === null) return [];
    const effect = this.#effects.get(suppression.id) ?? { holds: 0, removes: 0 };
    return [{ id: suppression.id, kind: own ? "own" : "datadog", ...effect }];
  }
}
