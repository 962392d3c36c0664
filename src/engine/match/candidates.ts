import { impliedKeys, KEY_COLUMNS } from "../../ir/implied-keys.ts";
import { type KnownTexts, specialise } from "../../ir/specialise.ts";
import type { Atom } from "./atoms.ts";
import type { CallIndex } from "./call-index.ts";
import type { StoredCall } from "./stored-calls.ts";

/** The stored calls for which an atom may hold. */
export interface Candidates {
  readonly atom: Atom;
  readonly calls: readonly StoredCall[];
  /** How many events of those calls there are: at most so many satisfy the atom. */
  readonly most: number;
  /** The atom holds for every one of them. */
  readonly isExact: boolean;
}

export function candidatesOf(atom: Atom, index: CallIndex): Candidates {
  return candidatesAmong(atom, index.among(impliedKeys(atom.predicate)), knownOf);
}

/** Those of the calls for which the atom may hold, as far as is known of their events. */
export function candidatesAmong(
  atom: Atom,
  among: Iterable<StoredCall>,
  known: (calls: readonly StoredCall[]) => KnownTexts,
): Candidates {
  const calls: StoredCall[] = [];
  let isExact = true;
  for (const call of among) {
    const left = specialise(atom.predicate, known([call]));
    if (left.kind !== "constant") isExact = false;
    else if (!left.holds) continue;
    calls.push(call);
  }
  return { atom, calls, most: calls.reduce((sum, call) => sum + call.events, 0), isExact };
}

export function knownOf(calls: readonly StoredCall[]): KnownTexts {
  return new Map([
    [KEY_COLUMNS.source, [...new Set(calls.map(({ source }) => source))]],
    [KEY_COLUMNS.name, [...new Set(calls.map(({ name }) => name))]],
  ]);
}
