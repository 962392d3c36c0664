import type { TimeRange } from "../../detect/detection.ts";
import type { Rule } from "../../rule/rule.ts";
import { DAY } from "../../util/duration.ts";
import type { EventsLooked, KeptMatches } from "../match/kept-matches.ts";
import type { LiveRule } from "./live-rules.ts";
import { type MatchTimes, takeMatches } from "./match-times.ts";
import { reevaluateFrom } from "./reach.ts";
import { concernedBy, dependsOnFirst } from "./reach-concern.ts";

/** What is new in a lake. */
export interface Changed {
  /** The new events of this batch, with the epoch ms of the first and last that is new, or that another copy beats now; null: there are none. */
  readonly fresh: EventsLooked | null;
  /** Stored events were replaced by copies: every rule may be concerned. */
  readonly replaces: boolean;
  /** Time of the first event of earlier batches that were not judged, epoch ms; null: there are none. Late or not, they are to be. */
  readonly unjudged: number | null;
  /** The store's first event is another one than when alerts were last looked for. */
  readonly isFirstNew: boolean;
}

/** A rule that is to be evaluated anew, from when on (epoch ms; null: all). Not before its `activeFrom`. */
export interface DueRule {
  readonly live: LiveRule;
  readonly from: number | null;
}

export interface Due {
  readonly rules: readonly DueRule[];
  /** Rule id -> events that its predicates hold for and that came later than it allows. */
  readonly tooLate: ReadonlyMap<string, number>;
}

/** `floor`: events of a rule before it (epoch ms) are too late for it. */
export async function dueRules(
  rules: readonly LiveRule[],
  kept: KeptMatches,
  changed: Changed,
  floor: (live: LiveRule) => number,
): Promise<Due> {
  const { fresh, isFirstNew } = changed;
  const floors = new Map(rules.map((live) => [live.rule, floor(live)]));
  const floorOf = (rule: Rule): number => floors.get(rule) ?? Number.NEGATIVE_INFINITY;
  const times = fresh === null ? NO_TIMES : await takeMatches(kept, [...floors.keys()], fresh, floorOf);
  const due: DueRule[] = [];
  const tooLate = new Map<string, number>();
  for (const live of rules) {
    const { earliest, before } = times.get(live.rule) ?? { earliest: null, before: 0 };
    if (before > 0) tooLate.set(live.rule.id, before);
    const first = earlier(isConcerned(live, changed) ? anyOf(changed, floor(live)) : earliest, changed.unjudged);
    if (isFirstNew && dependsOnFirst(live.rule)) due.push({ live, from: live.activeFrom });
    else if (first !== null) due.push({ live, from: later(reevaluateFrom(live.rule, first), live.activeFrom) });
  }
  return { rules: due, tooLate };
}

const NO_TIMES: ReadonlyMap<Rule, MatchTimes> = new Map();

/** The evaluation that a version of a rule failed in, from when on. */
export interface Owed {
  readonly hash: string;
  readonly from: number | null;
}

/** The rules that are due, and those that are owed an evaluation. `owed`: by the rule's id. */
export function withOwed(
  due: readonly DueRule[],
  rules: readonly LiveRule[],
  owed: ReadonlyMap<string, Owed>,
): readonly DueRule[] {
  const dueOf = new Map(due.map((each) => [each.live, each]));
  return rules.flatMap((live): readonly DueRule[] => {
    const own = dueOf.get(live);
    const before = owed.get(live.rule.id);
    if (before?.hash !== live.hash) return own === undefined ? [] : [own];
    return [{ live, from: own === undefined ? before.from : earliestOf([own, before]) }];
  });
}

/** What is owed after these evaluations. */
export function stillOwed(
  due: readonly DueRule[],
  failed: ReadonlySet<string>,
  owed: ReadonlyMap<string, Owed>,
): ReadonlyMap<string, Owed> {
  const now = new Map(owed);
  for (const { live, from } of due) {
    const { id } = live.rule;
    const before = now.get(id);
    const isSame = before?.hash === live.hash;
    const least = before !== undefined && isSame ? earliestOf([before, { from }]) : from;
    if (failed.has(id)) now.set(id, { hash: live.hash, from: least });
    else if (!isSame || from === least) now.delete(id);
  }
  return now;
}

function isConcerned({ rule }: LiveRule, { replaces }: Changed): boolean {
  return replaces || concernedBy(rule) === "all";
}

/** The first of all fresh events that is not too late. */
function anyOf({ fresh }: Changed, floor: number): number | null {
  return fresh === null || fresh.last < floor ? null : Math.max(fresh.first, floor);
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function later(from: number, activeFrom: number | null): number {
  return activeFrom === null ? from : Math.max(from, activeFrom);
}

/** Rules whose ranges begin within so long are evaluated together: what they read is found once. ms. */
export const TOGETHER = 26 * (DAY / 24);

/** Rules that are evaluated over one range. That reaches further back than some need, which changes no result. */
export function together(
  due: readonly DueRule[],
): readonly { readonly rules: readonly DueRule[]; readonly range: TimeRange }[] {
  const latest = Math.max(...due.map(({ from }) => from ?? Number.NEGATIVE_INFINITY));
  const near = due.filter(({ from }) => from !== null && from >= latest - TOGETHER);
  const far = due.filter((each) => !near.includes(each));
  return [near, far]
    .filter((some) => some.length > 0)
    .map((some) => ({ rules: some, range: { from: earliestOf(some), to: null } }));
}

function earliestOf(some: readonly Pick<DueRule, "from">[]): number | null {
  return some.reduce<number | null>(
    (least, { from }) => (least === null || from === null ? null : Math.min(least, from)),
    Number.POSITIVE_INFINITY,
  );
}
