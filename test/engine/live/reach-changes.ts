import fc from "fast-check";
import { histories, type OracleEvent, toMemory } from "../../detect/oracle/history.ts";
import type { Change } from "./reach-cases.ts";

/** Where a new event lies: anywhere, or so many ms after a stored one, perhaps with the same body. */
type Place = { readonly at: number } | { readonly near: number; readonly after: number; readonly hasItsBody: boolean };

const ABSENT = -1;

/** An index, or mostly none. */
const seldom = fc.option(fc.nat(), { freq: 1, nil: ABSENT });

/** Distances at which something can just, or just not, matter: sums of some of the lengths, and a ms more or less. */
function edgesOf([length, ...others]: readonly number[]): readonly number[] {
  if (length === undefined) return [-1, 0, 1];
  const edges = edgesOf(others);
  return [...edges, ...edges.map((edge) => edge + length)];
}

/**
 * Changes of a store of few events on a grid of `step` ms. Of up to three new events some are earlier than everything, many lie one
 * of the lengths after a stored one; some have the id of a stored one, which goes. Some changes only take away.
 */
export function changes(step: number, spread: number, lengths: readonly number[]): fc.Arbitrary<Change> {
  const anywhere = fc.integer({ min: 0, max: Math.round(spread * 1.3) }).map((index): Place => ({ at: index * step }));
  const near: fc.Arbitrary<Place> = fc.record({
    near: fc.nat(),
    after: fc.constantFrom(...edgesOf(lengths)),
    hasItsBody: fc.boolean(),
  });
  return fc
    .record({
      base: histories(step, spread, 24, 10),
      bodies: histories(step, spread, 3, 1),
      places: fc.tuple(
        ...[0, 1, 2].map(() => fc.oneof({ weight: 1, arbitrary: anywhere }, { weight: 3, arbitrary: near })),
      ),
      names: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom("a", "e05x", "z"))),
      replaced: seldom,
      removed: seldom,
      isOnlyRemoval: fc.constantFrom(false, false, false, true),
    })
    .map(({ base: drawn, bodies, places, names, replaced, removed, isOnlyRemoval }) => {
      // Room for what is earlier than everything.
      const base = drawn.map((event) => ({ ...event, time: event.time + Math.floor(spread / 5) * step }));
      const added = bodies.map((body, index) => ({
        ...placed(body, places[index] ?? { at: 0 }, base),
        id: `${names[index]}${index}`,
      }));
      const other = added.slice(0, 1).map((event) => ({ ...event, id: base[replaced % base.length]?.id ?? event.id }));
      const fresh = replaced === ABSENT ? added : [...other, ...added.slice(1)];
      const gone = [replaced, removed].filter((each) => each !== ABSENT).map((each) => each % base.length);
      return changeOf(base, isOnlyRemoval ? [] : fresh, gone);
    });
}

function placed(body: OracleEvent, place: Place, base: readonly OracleEvent[]): OracleEvent {
  if ("at" in place) return { ...body, time: place.at };
  const anchor = base[place.near % base.length] ?? body;
  return { ...(place.hasItsBody ? anchor : body), time: Math.max(0, anchor.time + place.after) };
}

function changeOf(base: readonly OracleEvent[], added: readonly OracleEvent[], gone: readonly number[]): Change {
  const before = base.map(toMemory);
  return { before, after: [...before.filter((_, index) => !gone.includes(index)), ...added.map(toMemory)] };
}
