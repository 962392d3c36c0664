import { matching, select } from "../../detect/plans.ts";
import { anyOf } from "../../ir/build.ts";
import { type History, HistoryPaused } from "../../lake/history.ts";
import type { Lake } from "../../lake/lake.ts";
import type { Rule } from "../../rule/rule.ts";
import { evaluateRule } from "../evaluate.ts";
import { withHistory } from "../history/with-history.ts";
import { partsOf } from "../wanted-columns.ts";

/** How far the history of a rule is worked out, in parts of the lake. */
export interface HistoryProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Works out a piece of what a rule compares with, so that its first evaluation finds it there: the rule is evaluated over
 * its latest event alone, which asks for all of its history, and stops after one statement that derives. Null: it is complete.
 */
export async function prepareHistory(
  rule: Rule,
  lake: Pick<Lake, "rows" | "stats">,
  history: History,
): Promise<HistoryProgress | null> {
  const { first, last } = lake.stats;
  const latest = first === null ? null : await latestMatch(rule, lake);
  if (first === null || last === null || latest === null) return null;
  const range = { from: latest, to: null };
  let asked = 0;
  let progress: HistoryProgress = { done: 0, total: 0 };
  history.mayDerive = (done, total) => {
    progress = { done, total };
    return asked++ === 0;
  };
  try {
    await evaluateRule(rule, { rows: withHistory(lake.rows, history, range), range, stored: { first, last } });
    return null;
  } catch (error) {
    if (error instanceof HistoryPaused) return progress;
    throw error;
  } finally {
    history.mayDerive = null;
  }
}

async function latestMatch({ method }: Rule, { rows }: Pick<Lake, "rows">): Promise<number | null> {
  const predicate = anyOf(partsOf(method).predicates);
  const plan = {
    kind: "aggregate",
    input: select(matching(predicate, null, null), [{ name: "time", shape: "time" }]),
    by: [],
    measures: [{ name: "last", fn: "max", column: "time" }],
  } as const;
  for await (const row of rows(plan)) {
    const last = row["last"];
    return typeof last === "number" ? last : null;
  }
  return null;
}
