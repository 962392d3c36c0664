import { type Rule, ruleType } from "../rule/rule.ts";
import type { Alert } from "./alert.ts";
import { hashId } from "./alert-id.ts";
import { identityOf } from "./identity.ts";
import { isoTime } from "./iso-time.ts";

/** A run of a rule that had more detections than `max_signals`. Times are epoch ms, `[from, to)`. */
export interface OverCapRun {
  readonly from: number;
  readonly to: number;
  /** Detections over the cap: counted, without an alert of their own. */
  readonly overCap: number;
}

/** The one alert that stands for everything over a run's cap. Its id is that of the rule and the run. */
export function overCapAlert(rule: Rule, run: OverCapRun): Alert {
  const [from, to] = [isoTime(run.from), isoTime(run.to)];
  return {
    id: hashId([rule.id, "over_cap", from, to]),
    rule: {
      id: rule.id,
      name: rule.name,
      format: rule.format,
      type: ruleType(rule.method),
      severity: rule.severity,
      risk_score: rule.riskScore,
      case: null,
      tags: rule.tags,
      threat: rule.threat,
    },
    time: to,
    entity: {},
    events: { total: 0, first: from, last: to, ids: [], actions: [], accounts: [], regions: [] },
    identity: identityOf([]),
    evidence: { kind: "over_cap", run: { from, to }, over_cap: run.overCap },
    reason: `${run.overCap} more detections of this rule between ${from} and ${to} are over its cap${capOf(rule)} and have no alert of their own`,
    guide: rule.guide.isTemplate ? "" : rule.guide.text,
    suppressed: 0,
    investigate: [],
    related: [],
    respond: [],
  };
}

function capOf({ maxSignals }: Rule): string {
  return maxSignals === null ? "" : ` of ${maxSignals} alerts a run`;
}
