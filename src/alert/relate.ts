import { compareCodePoints } from "../util/code-points.ts";
import { ipKey } from "../util/ip.ts";
import type { Alert } from "./alert.ts";

const MOST_RELATED = 20;

/** What relates an alert to others; small, so that those of a whole scan fit in memory. */
export type Relatable = Pick<Alert, "id" | "time" | "identity">;

/**
 * For each alert of one scan, by id, the ids of those with the same identity ARN, role, access key or source address:
 * the nearest in time first chosen, at most 20, listed by (time, id).
 */
export function relatedIds(alerts: readonly Relatable[]): ReadonlyMap<string, readonly string[]> {
  const sorted = [...alerts].sort(byTime);
  const groups = new Map<string, number[]>();
  sorted.forEach((alert, position) => {
    for (const key of linksOf(alert)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [position]);
      else group.push(position);
    }
  });
  return new Map(sorted.map((alert, position) => [alert.id, relatedTo(sorted, groups, position)]));
}

function byTime(a: Relatable, b: Relatable): number {
  return compareCodePoints(a.time, b.time) || compareCodePoints(a.id, b.id);
}

/** Two alerts are related when they have one of these in common: identity ARN, role, access key, source addresses. */
export function linksOf({ identity }: Pick<Relatable, "identity">): readonly string[] {
  const addresses = identity.source_addresses.filter((address) => ipKey(address) !== undefined);
  const named = [
    ["arn", identity.arn],
    ["role", identity.role === null ? null : `${identity.account} ${identity.role}`],
    ["key", identity.access_key],
  ] as const;
  const keys = named.flatMap(([kind, value]) => (value === null ? [] : [`${kind} ${value}`]));
  return [...keys, ...addresses.map((address) => `address ${address}`)];
}

function relatedTo(
  sorted: readonly Relatable[],
  groups: ReadonlyMap<string, readonly number[]>,
  position: number,
): readonly string[] {
  const self = sorted[position];
  if (self === undefined) return [];
  const candidates = new Set(linksOf(self).flatMap((key) => neighbours(groups.get(key) ?? [], position)));
  const chosen = [...candidates].sort((a, b) => Math.abs(a - position) - Math.abs(b - position) || a - b);
  const ids = chosen
    .slice(0, MOST_RELATED)
    .sort((a, b) => a - b)
    .flatMap((at) => sorted[at]?.id ?? []);
  return [...new Set(ids)].filter((id) => id !== self.id);
}

/** The members of a sorted group up to MOST_RELATED places before and after: enough, however large the group. */
function neighbours(group: readonly number[], position: number): readonly number[] {
  const own = lowerBound(group, position);
  const around = group.slice(Math.max(0, own - MOST_RELATED), own + MOST_RELATED + 1);
  return around.filter((each) => each !== position);
}

function lowerBound(group: readonly number[], position: number): number {
  let low = 0;
  let high = group.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((group[middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
