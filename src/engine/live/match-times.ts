import { matching, select } from "../../detect/plans.ts";
import type { Predicate } from "../../ir/expr.ts";
import { Identities } from "../../ir/identity.ts";
import type { RunPlan } from "../../ir/plan.ts";
import type { Rule } from "../../rule/rule.ts";
import { type Atom, Atoms } from "../match/atoms.ts";
import { findMatches } from "../match/find-matches.ts";
import { partsOf } from "../wanted-columns.ts";

/** Which of some events a rule's predicates hold for. */
export interface MatchTimes {
  /** Earliest of those from `from` on, epoch ms; null: there are none. */
  readonly earliest: number | null;
  /** How many lie before `from`. */
  readonly before: number;
}

export interface EventsLooked {
  readonly rows: RunPlan;
  /** Epoch ms of the first and the last event of `rows`. */
  readonly first: number;
  readonly last: number;
}

/** Most matching events that are held in memory. */
const MOST = 100_000;

/** Finds for many rules at once which of some new events concern them. */
export class MatchTimesIndex {
  readonly #atoms: Atoms;

  constructor(rules: readonly Rule[]) {
    this.#atoms = new Atoms(new Identities());
    for (const rule of rules) for (const each of partsOf(rule.method).predicates) this.#atoms.addPredicate(each);
  }

  /** `from`: of a rule, epoch ms. */
  async of(
    rules: readonly Rule[],
    { rows, first, last }: EventsLooked,
    from: (rule: Rule) => number,
  ): Promise<ReadonlyMap<Rule, MatchTimes>> {
    const matches = await findMatches(this.#atoms.all, { rows, from: first, first, last, most: MOST });
    const found = new Map<Rule, MatchTimes>();
    for (const rule of rules) {
      const atoms = partsOf(rule.method).predicates.map((each) => this.#atoms.find(each));
      const least = from(rule);
      const each = atoms.map((atom) => timesOf(atom, least, { rows, placeOf: matches.placeOf }));
      // What the database refuses is the matter of the one rule: its evaluation says so.
      const times = await Promise.all(each).catch(() => [anyOf({ first, last }, least)]);
      found.set(rule, times.reduce(joined, NONE));
    }
    return found;
  }
}

const NONE: MatchTimes = { earliest: null, before: 0 };

/** As if all events satisfied it. */
function anyOf({ first, last }: Pick<EventsLooked, "first" | "last">, from: number): MatchTimes {
  return { earliest: last < from ? null : Math.max(first, from), before: 0 };
}

/** Of several predicates the counts add up: an event that satisfies two is counted twice. */
function joined(a: MatchTimes, b: MatchTimes): MatchTimes {
  const firsts = [a.earliest, b.earliest].filter((each) => each !== null);
  return { earliest: firsts.length === 0 ? null : Math.min(...firsts), before: a.before + b.before };
}

async function timesOf(
  atom: Atom | undefined,
  from: number,
  { rows, placeOf }: Pick<EventsLooked, "rows"> & Pick<Awaited<ReturnType<typeof findMatches>>, "placeOf">,
): Promise<MatchTimes> {
  if (atom === undefined) return NONE;
  const place = placeOf(atom);
  if (place === "none") return NONE;
  if (place === "lake") return askedTimes(atom.predicate, from, rows);
  const times = place.rowsOf(atom.number).map((row) => place.times[row] ?? 0);
  const inTime = times.filter((time) => time >= from);
  // Rows are in the order of time.
  return { earliest: inTime[0] ?? null, before: times.length - inTime.length };
}

async function askedTimes(predicate: Predicate, from: number, rows: RunPlan): Promise<MatchTimes> {
  const [late, inTime] = [await counted(predicate, null, from, rows), await counted(predicate, from, null, rows)];
  return { earliest: inTime.first, before: late.events };
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
