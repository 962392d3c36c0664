import type { Searched } from "../../alert/search/events-command.ts";
import { knownAlerts } from "../../alert/store/known-alerts.ts";
import { revise } from "../../alert/store/revise.ts";
import type { AlertChanges } from "../../alert/store/revision.ts";

import type { TimeRange } from "../../detect/detection.ts";
import type { History } from "../../lake/history.ts";
import type { Lake } from "../../lake/lake.ts";
import type { Rule } from "../../rule/rule.ts";
import type { AlertSources, ReadThem } from "../alerts.ts";
import { type EvaluatedRules, evaluateEach, type FailedRule } from "../evaluate-rules.ts";
import { withHistory } from "../history/with-history.ts";
import type { KeptMatches } from "../match/kept-matches.ts";
import { type DueRule, together } from "./due-rules.ts";
import { type Compared, findRevisions } from "./find-revisions.ts";
import type { LiveRule } from "./live-rules.ts";

export interface JudgeContext {
  readonly lake: Lake;
  readonly history: History;
  readonly matches: KeptMatches;
  readonly searched: Searched;
  readonly suppressions: AlertSources["suppressions"];
  /** Of stored events another copy may count than before. */
  readonly isVague: boolean;
  readonly onTimed: (rule: Rule, ms: number) => void;
  readonly read: ReadThem;
}

/** What becomes of the stored alerts of a rule. */
export interface RuleRevision {
  readonly live: LiveRule;
  readonly changes: AlertChanges;
}

export interface Judged {
  readonly revisions: readonly RuleRevision[];
  readonly failed: readonly FailedRule[];
}

/** Evaluates rules over what is stored now, and compares with the stored alerts. Writes nothing but derived history. */
export async function judge(due: readonly DueRule[], context: JudgeContext): Promise<Judged> {
  const revisions: RuleRevision[] = [];
  const failed: FailedRule[] = [];
  for (const { rules, range } of together(due)) {
    const { lake } = context;
    const byRule = new Map(rules.map((each) => [each.live.rule, each]));
    const found = await evaluate([...byRule.keys()], range, context);
    failed.push(...found.failed);
    const compared = found.evaluated.flatMap((evaluated): readonly Omit<Compared, "known">[] => {
      const each = byRule.get(evaluated.rule);
      // The range may begin earlier, in the middle of a run of this rule.
      return each === undefined ? [] : [{ live: each.live, from: each.from ?? Number.MIN_SAFE_INTEGER, evaluated }];
    });
    const ranges = compared.map(({ live, from }) => ({ rule: live.rule.id, from }));
    const known = await knownAlerts(lake.database, ranges);
    const all = compared.map((each) => ({ ...each, known: known.get(each.live.rule.id) ?? [] }));
    for (const [at, findings] of (await findRevisions(all, context)).entries()) {
      const each = all[at];
      if (each === undefined) continue;
      const changes = revise(each.known, findings);
      if (isSomething(changes)) revisions.push({ live: each.live, changes });
    }
  }
  return { revisions, failed };
}

async function evaluate(
  rules: readonly Rule[],
  range: TimeRange,
  { lake, history, matches, onTimed }: JudgeContext,
): Promise<EvaluatedRules> {
  const { first, last } = lake.stats;
  const rows = withHistory(lake.rows, history, range);
  if (first === null || last === null)
    return evaluateEach(rules, { rows, range, stored: null, isForAlerts: true }, { onTimed });
  const matched = await matches.over(rules, { rows, first, last }, range.from);
  return evaluateEach(rules, { rows: matched, range, stored: { first, last }, isForAlerts: true }, { onTimed });
}

function isSomething({ opened, revised, merged, superseded }: AlertChanges): boolean {
  return opened.length + revised.length + merged.length + superseded.length > 0;
}
