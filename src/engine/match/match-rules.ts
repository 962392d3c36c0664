import { Identities } from "../../ir/identity.ts";
import type { RunPlan } from "../../ir/plan.ts";
import type { Rule } from "../../rule/rule.ts";
import { breathClock, breathe } from "../../util/breathe.ts";
import { Atoms } from "./atoms.ts";
import { findMatches, type Matches } from "./find-matches.ts";
import type { MatchOptions } from "./match-options.ts";
import { MemoryRows } from "./memory-rows.ts";
import { rememberWhole } from "./remember-whole.ts";

/** Most events that rules have in memory together, so that it does not grow with the lake. */
const MOST_MATCHED = 200_000;

export interface MatchRange {
  /** Epoch ms: plans that read earlier events go to the lake; null: none do. */
  readonly from: number | null;
  /** Of the stored events, epoch ms. */
  readonly first: number;
  readonly last: number;
}

/**
 * Runs plans with the same results as `rows`, and faster when they are those of the given rules: the events of all the rules' predicates are
 * found together, and plans over them run in memory. What is not known there goes to `rows` as it is.
 */
export async function matchRules(
  rules: readonly Rule[],
  rows: RunPlan,
  range: MatchRange,
  most = MOST_MATCHED,
): Promise<RunPlan> {
  const identities = new Identities();
  const atoms = new Atoms(identities);
  for (const rule of rules) await atoms.addRule(rule);
  const first = Math.max(range.from ?? range.first, range.first);
  const options: MatchOptions = { rows, from: range.from, first, last: range.last, most };
  return runOf({ atoms, identities, from: range.from, rows, matches: await findMatches(atoms.all, options) });
}

interface RunOfMatches {
  readonly matches: Matches;
  readonly atoms: Atoms;
  readonly identities: Identities;
  /** Epoch ms: the matches are of the events from then on; null: of all. */
  readonly from: number | null;
  /** The store. */
  readonly rows: RunPlan;
}

/** Runs plans over matches, and over the store what is not known there. */
export function runOf({ matches, atoms, identities, from, rows }: RunOfMatches): RunPlan {
  const memory = new MemoryRows(atoms, matches, identities, { lake: rows, from });
  const others = rememberWhole(rows, identities);
  return async function* (plan) {
    const found = await memory.run(plan);
    if (found === null) {
      yield* others(plan);
      return;
    }
    let given = 0;
    const isTime = breathClock();
    for (const row of found) {
      if (++given % WITHOUT_PAUSE === 0 && isTime()) await breathe();
      yield row;
    }
  };
}

/** Rows that are given without a look at the clock: a server answers meanwhile. */
const WITHOUT_PAUSE = 256;
