import { matching, select } from "../../detect/plans.ts";
import type { Predicate } from "../../ir/expr.ts";
import type { RunPlan } from "../../ir/plan.ts";
import type { Rule } from "../../rule/rule.ts";
import type { Matches } from "../match/find-matches.ts";
import type { EventsLooked, KeptMatches } from "../match/kept-matches.ts";
import { partsOf } from "../wanted-columns.ts";
import { matchPredicate } from "./reach-concern.ts";

/** Which of some events concern a rule: those that satisfy one of its predicates or more. */
export interface MatchTimes {
  /** Earliest of those from `from` on, epoch ms; null: there are none. */
  readonly earliest: number | null;
  /** How many lie before `from`. */
  readonly before: number;
}

/** Takes new events in among the kept matches, and says which of them concern each rule. `from`: of a rule, epoch ms. */
export async function takeMatches(
  kept: KeptMatches,
  rules: readonly Rule[],
  fresh: EventsLooked,
  from: (rule: Rule) => number,
): Promise<ReadonlyMap<Rule, MatchTimes>> {
  const matches = await kept.take(fresh);
  const found = new Map<Rule, MatchTimes>();
  for (const rule of rules) {
    const times = knownTimes(rule, kept, matches);
    found.set(rule, times === null ? await askedTimes(rule, from(rule), fresh) : split(times, from(rule)));
  }
  return found;
}

/** Of every event that concerns the rule; null: the lake has to be asked. */
function knownTimes({ method }: Rule, { atoms }: KeptMatches, matches: Matches): readonly number[] | null {
  const wanted = partsOf(method).predicates.flatMap((each) => atoms.find(each) ?? []);
  const present = wanted.filter((atom) => matches.placeOf(atom) !== "none");
  const [place, ...others] = new Set(present.map((atom) => matches.placeOf(atom)));
  if (place === undefined) return [];
  // Of what was read apart one cannot tell which events are the same.
  if (typeof place === "string" || others.length > 0) return null;
  return [...new Set(present.flatMap(({ number }) => place.rowsOf(number)))].map(({ time }) => time);
}

function split(times: readonly number[], from: number): MatchTimes {
  const inTime = times.filter((time) => time >= from);
  const earliest = inTime.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  return { earliest: inTime.length === 0 ? null : earliest, before: times.length - inTime.length };
}

async function askedTimes(rule: Rule, from: number, { rows, first, last }: EventsLooked): Promise<MatchTimes> {
  const predicate = matchPredicate(rule);
  try {
    const [late, inTime] = [await counted(predicate, null, from, rows), await counted(predicate, from, null, rows)];
    return { earliest: inTime.first, before: late.events };
  } catch {
    // What the database refuses is the matter of the one rule: its evaluation says so. As if it matched all events.
    return { earliest: last < from ? null : Math.max(first, from), before: 0 };
  }
}

async function counted(
  predicate: Predicate,
  from: number | null,
  to: number | null,
  rows: RunPlan,
): Promise<{ readonly events: number; readonly first: number | null }> {
  const plan = {
    kind: "aggregate",
    input: select(matching(predicate, from, to), [{ name: "time", shape: "time" }]),
    by: [],
    measures: [
      { name: "events", fn: "count" },
      { name: "first", fn: "min", column: "time" },
    ],
  } as const;
  for await (const row of rows(plan)) {
    const first = row["first"];
    return { events: Number(row["events"]), first: typeof first === "number" ? first : null };
  }
  return { events: 0, first: null };
}
