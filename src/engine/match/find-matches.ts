import type { Atom } from "./atoms.ts";
import { groupAtoms } from "./call-groups.ts";
import { CallIndex } from "./call-index.ts";
import { type Candidates, candidatesAmong, candidatesOf, knownOf } from "./candidates.ts";
import { chooseFew } from "./choose-few.ts";
import type { GroupViews } from "./group-views.ts";
import { inHalves } from "./in-halves.ts";
import { type KnownOfCalls, readKnownTexts } from "./known-texts.ts";
import type { MatchOptions } from "./match-options.ts";
import { matchPlan } from "./match-plan.ts";
import { type MatchedRows, readMatchedRows } from "./matched-rows.ts";
import { countEvents, readStoredCalls } from "./stored-calls.ts";

/** Where the events of an atom are: there are none, in memory, or only in the lake, because there are many or it failed. */
export type Place = "none" | "lake" | MatchedRows;

export interface Matches {
  placeOf(atom: Atom): Place;
  /** What the database does not take. The others were then read in several pieces. */
  readonly refused: readonly Atom[];
  /** Of events that stay; without it there is one evaluation. */
  readonly views?: GroupViews;
  /** Fetches the events of an atom that is in the lake, by themselves; null when they are too many or it fails. */
  fetch(atom: Atom): Promise<MatchedRows | null>;
}

const MOST_CALLS = 20_000;

/** Finds the events of every atom, all of them together in a few statements. */
export async function findMatches(atoms: readonly Atom[], options: MatchOptions): Promise<Matches> {
  const { rows, from, most } = options;
  const calls = await readStoredCalls(rows, from, MOST_CALLS);
  if (calls === null) return { placeOf: () => "lake", fetch: async () => null, refused: [] };
  const index = new CallIndex(calls);
  const possible = atoms.map((atom) => candidatesOf(atom, index)).filter(mayHold);
  const fits = countEvents(possible.flatMap((each) => each.calls)) <= most;
  const known = fits ? knownOf : await readKnownTexts(rows, from, possible);
  const likely = fits
    ? possible
    : possible.map((each) => candidatesAmong(each.atom, each.calls, known)).filter(mayHold);
  const places = new Map<Atom, Place>();
  for (const { atom } of likely) places.set(atom, "lake");
  const refused = await inHalves(fits ? likely : await chooseFew(likely, known, options), async (some) => {
    const matched = await readMatches(some, known, options, ESTIMATE_SLACK * most);
    for (const { atom } of some) places.set(atom, matched);
  });
  const byAtom = new Map(likely.map((each) => [each.atom, each]));
  return {
    placeOf: (atom) => places.get(atom) ?? "none",
    refused: refused.map(({ atom }) => atom),
    async fetch(atom) {
      let matched: MatchedRows | null = null;
      const candidates = byAtom.get(atom);
      if (candidates === undefined || (candidates.isExact && candidates.most > most)) return null;
      await inHalves([candidates], async (some) => {
        matched = await readMatches(some, known, options, most);
      });
      return matched;
    },
  };
}

function mayHold({ most }: Candidates): boolean {
  return most > 0;
}

/** A place in the cells of a row for every column that one of these wants. */
export function placesOf(atoms: readonly Atom[]): ReadonlyMap<number, number> {
  const wanted = new Set(atoms.flatMap(({ columns }) => [...columns.keys()]));
  return new Map([...wanted].map((identity, at) => [identity, at]));
}

/** Estimates of what fits may be short by this factor. */
const ESTIMATE_SLACK = 2;

/** Events in one packed text, about. */
const PACK = 1_000;

async function readMatches(
  some: readonly Candidates[],
  known: KnownOfCalls,
  { rows, from, first, last, places, share }: MatchOptions,
  most: number,
): Promise<MatchedRows> {
  const wanted = new Map(some.flatMap(({ atom }) => [...atom.columns]));
  const columns = [...wanted].map(([identity, column]) => ({ identity, column }));
  const events = countEvents(some.flatMap(({ calls }) => calls));
  const width = Math.max(1, Math.ceil(((last - first) / events) * PACK));
  const plan = matchPlan(groupAtoms(some), columns, { from, width, known });
  const asked = {
    columns: [...wanted.keys()],
    places: places ?? placesOf(some.map(({ atom }) => atom)),
    ...(share === undefined ? {} : { share }),
  };
  return readMatchedRows(rows, plan, asked, most);
}
