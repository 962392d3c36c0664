import type { Log } from "../log.ts";
import { reportSuppressions } from "./report-suppressions.ts";
import type { RuleChange, RuleProblem, RuleSet } from "./rule-set.ts";

/** Says what differs: rules, suppressions, and problems that came or went. */
export function reportChange(before: RuleSet, after: RuleSet, changed: RuleChange, log: Log): void {
  const { added, removed } = changed;
  if (before.version === 0) log("info", "rules loaded", { rules: after.rules.length });
  else if (added.length + changed.changed.length + removed.length > 0)
    log("info", "rules changed", { added, changed: changed.changed, removed });
  reportSuppressions(before, after, log);
  const old = new Set(before.problems.map(keyOf));
  const now = new Set(after.problems.map(keyOf));
  for (const each of after.problems) if (!old.has(keyOf(each))) reportProblem(each, log);
  for (const each of before.problems) {
    if (!now.has(keyOf(each))) log("info", `${NOUN[each.of]} problem gone`, { file: each.file, rule: each.rule });
  }
}

const NOUN = { rules: "rule", suppressions: "suppression" } as const;

function reportProblem({ kind, of, file, rule, text, keptVersion }: RuleProblem, log: Log): void {
  switch (kind) {
    case "broken":
      log("warn", `${NOUN[of]} file broken: ${keptVersion ? "its last good version stays" : "not in force"}`, {
        file,
        rule,
        text,
      });
      break;
    case "unsupported":
      log("info", "rule not supported: left out", { file, rule, text });
      break;
    case "unsaved":
      log("error", "last good versions not kept", { file, text });
      break;
  }
}

function keyOf(problem: RuleProblem): string {
  return JSON.stringify(problem);
}
