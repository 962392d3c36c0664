import { groupAtoms } from "./call-groups.ts";
import type { Candidates } from "./candidates.ts";
import { inHalves } from "./in-halves.ts";
import type { KnownOfCalls } from "./known-texts.ts";
import type { MatchOptions } from "./match-options.ts";
import { countPlan, type TimeSlice } from "./match-plan.ts";

const SLICES = 24;
const SHARE = 1 / 12;

/**
 * Those whose events fit in memory together, the rarest first. How many there are is estimated from slices of the time: that decides only
 * where an atom's plans run, never what comes out.
 */
export async function chooseFew(
  likely: readonly Candidates[],
  known: KnownOfCalls,
  options: MatchOptions,
): Promise<readonly Candidates[]> {
  const counts = new Map<Candidates, number>(likely.map((each) => [each, each.most]));
  await inHalves(
    likely.filter((each) => !each.isExact),
    async (some) => {
      const counted = await countMatches(some, known, options);
      for (const each of some) counts.set(each, (counted.get(each.atom.number) ?? 0) / SHARE);
    },
  );
  let left = options.most;
  return [...counts]
    .sort(([, a], [, b]) => a - b)
    .filter(([, count]) => {
      left -= count;
      return left >= 0;
    })
    .map(([each]) => each);
}

async function countMatches(
  some: readonly Candidates[],
  known: KnownOfCalls,
  options: MatchOptions,
): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  for await (const row of options.rows(countPlan(groupAtoms(some), slicesOf(options), known))) {
    const names = String(row["which"]).split(",").slice(0, -1);
    for (const name of names) counts.set(Number(name), (counts.get(Number(name)) ?? 0) + Number(row["events"]));
  }
  return counts;
}

function slicesOf({ first, last }: MatchOptions): readonly TimeSlice[] {
  const step = (last + 1 - first) / SLICES;
  return Array.from({ length: SLICES }, (_, at) => {
    const from = Math.floor(first + at * step);
    return { from, to: Math.ceil(from + step * SHARE) };
  });
}
