import type { RuleFacts } from "../api/facts.ts";
import { ruleType } from "../rule/rule.ts";
import type { RuleProblem, RuleSet } from "./rule-book/rule-set.ts";
import type { RuleKeeper } from "./rule-keeper.ts";

export interface RuleSources {
  readonly book: RuleSet;
  readonly keeper: RuleKeeper;
  /** Rules that the database refuses. */
  readonly failing: ReadonlySet<string>;
  readonly tooLate: ReadonlyMap<string, number>;
  readonly evaluationMs: ReadonlyMap<string, number>;
}

/** What runs, and what does not. */
export function ruleFacts({ book, keeper, failing, tooLate, evaluationMs }: RuleSources): readonly RuleFacts[] {
  const said = new Map<string, RuleProblem>();
  for (const each of book.problems) if (each.rule !== null) said.set(each.rule, each);
  const pending = keeper.pending(book);
  const running = book.rules.map((rule): RuleFacts => {
    const problem = said.get(rule.id);
    said.delete(rule.id);
    const usual = pending.has(rule.id) ? "pending" : "ok";
    return {
      id: rule.id,
      name: rule.name,
      format: rule.format,
      type: ruleType(rule.method),
      severity: rule.severity,
      enabled: rule.enabled,
      status: failing.has(rule.id) ? "failed" : problem === undefined ? usual : "last_good",
      file: rule.source.name,
      problem: problem?.text ?? (failing.has(rule.id) ? "the database refuses it: the log says why" : null),
      history: keeper.progressOf(rule.id),
      tooLate: tooLate.get(rule.id) ?? 0,
      lastEvaluationMs: evaluationMs.get(rule.id) ?? null,
    };
  });
  const others = [...said.values()].map(problemFacts);
  return [...running, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Of a rule that is not in force in any version. */
function problemFacts({ rule, name, file, text, kind }: RuleProblem): RuleFacts {
  return {
    id: rule ?? "",
    name: name ?? "",
    format: "",
    type: "",
    severity: "info",
    enabled: false,
    status: kind === "unsupported" ? "unsupported" : "failed",
    file,
    problem: text,
    history: null,
    tooLate: 0,
    lastEvaluationMs: null,
  };
}
