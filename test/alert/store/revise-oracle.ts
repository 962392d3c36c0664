import type { FoundRevision, KnownAlert, RuleFindings } from "../../../src/alert/store/revision.ts";
import { canonicalJson } from "../../../src/util/json.ts";

/** One side of a comparison, read anew from what the alerts say. */
interface Side {
  readonly id: string;
  readonly kind: string;
  readonly entity: string;
  readonly from: number;
  readonly to: number;
  readonly events: readonly string[];
  readonly values: readonly string[];
  /** Of new terms: until when its values are not new. */
  readonly until: number;
  readonly folded: readonly string[];
}

function sideOfKnown(known: KnownAlert): Side {
  const { id, kind, entity, events, values } = known;
  return { id, kind, entity, from: known.first, to: known.last, events, values, until: -1, folded: [] };
}

function sideOfFound({ alert, folded = [] }: FoundRevision): Side {
  const { evidence, events } = alert;
  const to = new Date(events.last).getTime();
  const history =
    evidence.kind === "new_terms" ? new Date(alert.time).getTime() - new Date(evidence.history.from).getTime() : 0;
  return {
    id: alert.id,
    kind: evidence.kind,
    entity: canonicalJson(alert.entity),
    from: new Date(events.first).getTime(),
    to,
    events: events.ids,
    values: evidence.kind === "new_value" ? evidence.values.map((value) => canonicalJson(value)) : [],
    until: evidence.kind === "new_terms" ? to + history : -1,
    folded,
  };
}

/** Do they touch: a closed span each, of runs an open one. */
function touch(a: Side, b: Side): boolean {
  if (a.kind !== b.kind || a.entity !== b.entity) return false;
  if (a.kind === "query" && a.events[0] !== b.events[0]) return false;
  const common = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  if (a.kind === "over_cap") return common > 0;
  return common >= 0 || a.events.some((event) => b.events.includes(event));
}

function takes(a: Side, gone: Side): boolean {
  if (a.folded.includes(gone.id) || touch(a, gone)) return true;
  if (a.kind !== gone.kind || a.entity !== gone.entity || !(a.from < gone.from)) return false;
  if (a.kind === "new_terms") return gone.from <= a.until;
  return a.kind === "new_value" && a.values.some((value) => gone.values.includes(value));
}

/** The definition in the comment of `revise`, slow and plain, in the words of the test. */
export function expected(knowns: readonly KnownAlert[], { ids, changed }: RuleFindings): readonly string[] {
  const isKnown = (id: string) => knowns.some((known) => known.id === id);
  const fresh = changed.filter(({ alert }) => !isKnown(alert.id)).map(sideOfFound);
  const gone = knowns.filter(({ id, status, isJudged }) => status === "current" && isJudged && !ids.has(id));
  const asleep = knowns.filter(({ id, status }) => status === "superseded" && !ids.has(id));
  const result: string[] = [];
  for (const { alert, digest, place, suppressedBy } of changed) {
    const was = knowns.find(({ id }) => id === alert.id);
    if (was === undefined) continue;
    const isSame = was.digest === digest && was.place === place && was.suppressedBy === suppressedBy;
    if (!isSame || was.status === "superseded") result.push(`${alert.id}>${alert.id}`);
  }
  const [free, waiting] = [new Set(fresh), new Set([...gone, ...asleep])];
  const best = (allowed: (from: KnownAlert, to: Side) => boolean): boolean => {
    const pairs = [...waiting].flatMap((from) =>
      [...free].filter((to) => allowed(from, to)).map((to) => ({ from, to })),
    );
    const key = ({ from, to }: (typeof pairs)[number]) =>
      `${String(Math.abs(from.first - to.from)).padStart(12, "0")} ${from.id} ${to.id}`;
    const [chosen] = pairs.sort((a, b) => (key(a) < key(b) ? -1 : 1));
    if (chosen === undefined) return false;
    free.delete(chosen.to);
    waiting.delete(chosen.from);
    result.push(`${chosen.from.id}>${chosen.to.id}`);
    return true;
  };
  while (best((from, to) => from.thread === to.id || from.aliases.includes(to.id)));
  while (best((from, to) => gone.includes(from) && takes(to, sideOfKnown(from))));
  for (const from of gone.filter((each) => waiting.has(each))) {
    const side = sideOfKnown(from);
    const stands = knowns
      .filter(({ id, status, isJudged }) => ids.has(id) || (status === "current" && !isJudged))
      .map((known) => {
        const now = changed.find(({ alert }) => alert.id === known.id);
        return now === undefined ? sideOfKnown(known) : sideOfFound(now);
      })
      .filter((each) => each.folded.includes(from.id) || touch(each, side));
    const hosts = [...fresh.filter((each) => takes(each, side)), ...stands];
    hosts.sort((a, b) => Math.abs(a.from - side.from) - Math.abs(b.from - side.from) || (a.id < b.id ? -1 : 1));
    result.push(hosts[0] === undefined ? `${from.id}!` : `${from.id}+${hosts[0].id}`);
  }
  return [...result, ...[...free].map(({ id }) => id)];
}
