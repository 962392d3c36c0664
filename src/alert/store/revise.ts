import { compareCodePoints } from "../../util/code-points.ts";
import { invariant } from "../../util/invariant.ts";
import type { AlertChanges, FoundRevision, KnownAlert, RuleFindings } from "./revision.ts";
import { spanOfFound, spanOfKnown } from "./span.ts";
import { type Formed, hostsOf, pair } from "./successors.ts";
import { type Standing, supersededBecause } from "./superseded-because.ts";

/**
 * What becomes of the stored alerts of a rule. Only its input decides, not the order in which that comes.
 *
 * - Gone: a current alert of the judged range whose id evaluation does not find there. Fresh: a found alert whose id is not
 *   known. Standing: the fresh ones, and the known ones that are found or lie outside the range.
 * - Group: alerts of the same kind of evidence and the same entity; of a query also the same event.
 * - A fresh alert *takes in* a gone one when the rule's alert suppression folded it (`folded`), or they are of one group and
 *   have an event or a moment between their first and last event in common, or the fresh one opens earlier and is why
 *   the other is not new: an event of it lies in the history before the other (new terms: `evidence.history`,
 *   counted from its last event), or it shows one of the other's new values (new value).
 * - Revised: each gone alert goes over into at most one fresh alert, each fresh alert comes from at most one. A gone or
 *   superseded alert that once had the fresh one's id comes first; then, of all pairs in which the fresh one takes the other
 *   in, those nearest by first event; ties by ids. A known alert that is found with another digest, place or suppression
 *   is revised under its own id: also a superseded one, which so comes back.
 * - Merged: a gone alert that is left goes into the nearest of the fresh alerts that take it in and of the other standing ones
 *   that it overlaps or that folded it.
 * - Superseded: a gone alert that is left now, with the reason.
 * - Opened: a fresh alert that no other was revised into.
 */
export function revise(known: readonly KnownAlert[], findings: RuleFindings): AlertChanges {
  const before = new Map(known.map((each) => [each.id, each]));
  check(before, findings);
  const changed = [...findings.changed].sort(byPlace);
  const fresh = changed.filter(({ alert }) => !before.has(alert.id)).map(formedOf);
  const kept = changed.flatMap((to) => {
    const from = before.get(to.alert.id);
    return from !== undefined && isDifferent(from, to) ? [{ from, to }] : [];
  });
  const lost = known.filter(({ id }) => !findings.ids.has(id));
  const gone = lost.filter(({ isJudged, status }) => isJudged && status === "current");
  const moved = pair(
    fresh,
    gone,
    lost.filter(({ status }) => status === "superseded"),
  );
  const leaving = new Set(moved.map(({ from }) => from));
  const left = gone.filter((each) => !leaving.has(each)).sort(byPlaceOfKnown);
  const rest = split(left, { fresh, others: othersOf(known, findings) });
  const heirs = new Set(moved.map(({ to }) => to));
  return {
    opened: fresh.map(({ found }) => found).filter((each) => !heirs.has(each)),
    revised: [...kept, ...moved].sort((a, b) => byPlace(a.to, b.to)),
    ...rest,
  };
}

function check(before: ReadonlyMap<string, KnownAlert>, { ids, changed }: RuleFindings): void {
  const told = new Set(changed.map(({ alert }) => alert.id));
  invariant(told.size === changed.length, "an alert was found twice");
  for (const id of told) invariant(ids.has(id), `the found alert ${id} is not among the ids`);
  for (const id of ids) {
    const isTold = told.has(id) || before.get(id)?.status === "current";
    invariant(isTold, `the found id ${id} is neither that of a current alert nor given with its alert`);
  }
}

function byPlace(a: FoundRevision, b: FoundRevision): number {
  return a.place - b.place || compareCodePoints(a.alert.id, b.alert.id);
}

function byPlaceOfKnown(a: KnownAlert, b: KnownAlert): number {
  return a.place - b.place || compareCodePoints(a.id, b.id);
}

function formedOf(found: FoundRevision): Formed<FoundRevision> {
  return { found, span: spanOfFound(found), folded: new Set(found.folded) };
}

function isDifferent(from: KnownAlert, { digest, place, suppressedBy }: FoundRevision): boolean {
  const isSame = from.digest === digest && from.place === place && from.suppressedBy === suppressedBy;
  return from.status === "superseded" || !isSame;
}

/** What stands and is not fresh, as it is now. */
function othersOf(known: readonly KnownAlert[], { ids, changed }: RuleFindings): readonly Formed[] {
  const now = new Map(changed.map((each) => [each.alert.id, each]));
  return known.flatMap((each): readonly Formed[] => {
    const found = now.get(each.id);
    if (found !== undefined) return [formedOf(found)];
    const stands = ids.has(each.id) || (!each.isJudged && each.status === "current");
    return stands ? [{ found: null, span: spanOfKnown(each), folded: new Set() }] : [];
  });
}

interface Standings {
  readonly fresh: readonly Formed[];
  readonly others: readonly Formed[];
}

function split(left: readonly KnownAlert[], standings: Standings): Pick<AlertChanges, "merged" | "superseded"> {
  const merged: { from: KnownAlert; into: string }[] = [];
  const superseded: { from: KnownAlert; because: string }[] = [];
  if (left.length === 0) return { merged, superseded };
  const hostOf = hostsOf(standings.fresh, standings.others);
  const standing = standingOf([...standings.fresh, ...standings.others]);
  for (const from of left) {
    const host = hostOf(from);
    if (host !== null) merged.push({ from, into: host });
    else superseded.push({ from, because: supersededBecause(spanOfKnown(from), standing) });
  }
  return { merged, superseded };
}

function standingOf(all: readonly Formed[]): Standing {
  const folding = all.flatMap(({ found }) =>
    found !== null && found.alert.suppressed > 0 && found.folded === undefined ? [found.alert.id] : [],
  );
  const spans = all.map(({ span }) => span).sort((a, b) => a.place - b.place || compareCodePoints(a.id, b.id));
  return { spans, folding: new Set(folding) };
}
