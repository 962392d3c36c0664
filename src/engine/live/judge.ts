import type { Searched } from "../../alert/search/events-command.ts";
import { revise } from "../../alert/store/revise.ts";
import type { AlertChanges } from "../../alert/store/revision.ts";
import { knownAlerts } from "../../alert/store/write-changes.ts";
import type { History } from "../../lake/history.ts";
import type { Lake } from "../../lake/lake.ts";
import type { Rule } from "../../rule/rule.ts";
import type { AlertSources } from "../alerts.ts";
import { evaluateRules, type FailedRule } from "../evaluate-rules.ts";
import { withHistory } from "../history/with-history.ts";
import type { RecordCache } from "../record-cache.ts";
import { type DueRule, together } from "./due-rules.ts";
import { type Compared, findRevisions } from "./find-revisions.ts";
import type { LiveRule } from "./live-rules.ts";

export interface JudgeContext {
  readonly lake: Lake;
  readonly history: History;
  readonly searched: Searched;
  readonly suppressions: AlertSources["suppressions"];
  /** Of stored events another copy may count than before. */
  readonly isVague: boolean;
  readonly onTimed: (rule: Rule, ms: number) => void;
  readonly records: RecordCache;
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
    const { lake, history, onTimed } = context;
    const { stats } = lake;
    const stored = stats.first === null || stats.last === null ? null : { first: stats.first, last: stats.last };
    const byRule = new Map(rules.map((each) => [each.live.rule, each]));
    const rows = withHistory(lake.rows, history, range);
    const found = await evaluateRules([...byRule.keys()], { rows, range, stored, matchFrom: range.from, onTimed });
    failed.push(...found.failed);
    const compared: Compared[] = [];
    for (const evaluated of found.evaluated) {
      const each = byRule.get(evaluated.rule);
      if (each === undefined) continue;
      // The range may begin earlier, in the middle of a run of this rule.
      const from = each.from ?? Number.MIN_SAFE_INTEGER;
      const known = await knownAlerts(lake.database, evaluated.rule.id, from);
      compared.push({ live: each.live, from, evaluated, known });
    }
    for (const [at, findings] of (await findRevisions(compared, context)).entries()) {
      const each = compared[at];
      if (each === undefined) continue;
      const changes = revise(each.known, findings);
      if (isSomething(changes)) revisions.push({ live: each.live, changes });
    }
  }
  return { revisions, failed };
}

function isSomething({ opened, revised, merged, superseded }: AlertChanges): boolean {
  return opened.length + revised.length + merged.length + superseded.length > 0;
}
