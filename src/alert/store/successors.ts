import { compareCodePoints } from "../../util/code-points.ts";
import type { FoundRevision, KnownAlert } from "./revision.ts";
import { explains, groupOf, overlap, type Span, spanOfKnown } from "./span.ts";

/** An alert that stands after the change. `found` is null when evaluation did not give it anew. */
export interface Formed<Found extends FoundRevision | null = FoundRevision | null> {
  readonly found: Found;
  readonly span: Span;
  readonly folded: ReadonlySet<string>;
}

/** A formed alert that may take over from a known one. */
interface Claim {
  readonly from: KnownAlert;
  readonly to: Formed<FoundRevision>;
  /** 0: it once had that id. 1: it is taken in. */
  readonly rank: number;
  /** ms between the first events. */
  readonly distance: number;
}

/** Which known alert goes over into which fresh one: see `revise`. */
export function pair(
  fresh: readonly Formed<FoundRevision>[],
  gone: readonly KnownAlert[],
  superseded: readonly KnownAlert[],
): readonly { readonly from: KnownAlert; readonly to: FoundRevision }[] {
  const claims = [...claimsByFormerId(fresh, [...gone, ...superseded]), ...claimsByTakingIn(fresh, gone)];
  const pairs: { from: KnownAlert; to: FoundRevision }[] = [];
  const taken = new Set<string>();
  const filled = new Set<string>();
  for (const { from, to } of claims.sort(nearestFirst)) {
    if (taken.has(from.id) || filled.has(to.span.id)) continue;
    taken.add(from.id);
    filled.add(to.span.id);
    pairs.push({ from, to: to.found });
  }
  return pairs;
}

function nearestFirst(a: Claim, b: Claim): number {
  return (
    a.rank - b.rank ||
    a.distance - b.distance ||
    compareCodePoints(a.from.id, b.from.id) ||
    compareCodePoints(a.to.span.id, b.to.span.id)
  );
}

function claimsByFormerId(fresh: readonly Formed<FoundRevision>[], lost: readonly KnownAlert[]): readonly Claim[] {
  if (fresh.length === 0) return [];
  const byId = new Map(fresh.map((each) => [each.span.id, each]));
  return lost.flatMap((from) =>
    [...new Set([from.thread, ...from.aliases])].flatMap((id): readonly Claim[] => {
      const to = byId.get(id);
      return to === undefined ? [] : [{ from, to, rank: 0, distance: distanceOf(to.span, from) }];
    }),
  );
}

function claimsByTakingIn(fresh: readonly Formed<FoundRevision>[], gone: readonly KnownAlert[]): readonly Claim[] {
  const near = index(fresh);
  return gone.flatMap((from) => {
    const span = spanOfKnown(from);
    return near(span).flatMap((to): readonly Claim[] =>
      takesIn(to, span) ? [{ from, to, rank: 1, distance: distanceOf(to.span, from) }] : [],
    );
  });
}

/** Into which alert a gone one is merged: its id, or null. */
export function hostsOf(fresh: readonly Formed[], others: readonly Formed[]): (gone: KnownAlert) => string | null {
  const [nearFresh, nearOthers] = [index(fresh), index(others)];
  return (gone) => {
    const span = spanOfKnown(gone);
    const hosts = [
      ...nearFresh(span).filter((each) => takesIn(each, span)),
      ...nearOthers(span).filter((each) => each.folded.has(span.id) || overlap(each.span, span)),
    ];
    const [nearest] = hosts.sort(
      (a, b) => distanceOf(a.span, span) - distanceOf(b.span, span) || compareCodePoints(a.span.id, b.span.id),
    );
    return nearest?.span.id ?? null;
  };
}

function takesIn({ span, folded }: Formed, gone: Span): boolean {
  return folded.has(gone.id) || overlap(span, gone) || explains(span, gone);
}

function distanceOf(a: Pick<Span, "first">, b: Pick<Span, "first">): number {
  return Math.abs(a.first - b.first);
}

/** Finds the formed alerts that could have to do with one: those of its group, and those that folded it. */
function index<T extends Formed>(formed: readonly T[]): (span: Span) => readonly T[] {
  const groups = new Map<string, T[]>();
  const add = (key: string, each: T) => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  };
  for (const each of formed) {
    add(groupOf(each.span), each);
    for (const id of each.folded) add(`folded ${id}`, each);
  }
  return (span) => [...new Set([...(groups.get(groupOf(span)) ?? []), ...(groups.get(`folded ${span.id}`) ?? [])])];
}
