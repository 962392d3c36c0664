import type { ImpliedKeys } from "../../ir/implied-keys.ts";
import type { StoredCall } from "./stored-calls.ts";

/** Finds the stored calls that are among implied keys, without a look at the others. */
export class CallIndex {
  readonly #calls: readonly StoredCall[];
  readonly #bySource: ReadonlyMap<string | null, readonly StoredCall[]>;
  readonly #byName: ReadonlyMap<string | null, readonly StoredCall[]>;

  constructor(calls: readonly StoredCall[]) {
    this.#calls = calls;
    this.#bySource = callsBy(calls, "source");
    this.#byName = callsBy(calls, "name");
  }

  among(keys: ImpliedKeys): ReadonlySet<StoredCall> {
    const found = new Set<StoredCall>();
    for (const { sources, names } of keys) {
      if (names !== null) {
        for (const call of below(this.#byName, names)) if (isIn(sources, call.source)) found.add(call);
      } else if (sources !== null) for (const call of below(this.#bySource, sources)) found.add(call);
      else for (const call of this.#calls) found.add(call);
    }
    return found;
  }
}

export function callsBy(
  calls: readonly StoredCall[],
  side: "source" | "name",
): ReadonlyMap<string | null, readonly StoredCall[]> {
  const groups = new Map<string | null, StoredCall[]>();
  for (const call of calls) {
    const group = groups.get(call[side]);
    if (group === undefined) groups.set(call[side], [call]);
    else group.push(call);
  }
  return groups;
}

function isIn(texts: ReadonlySet<string> | null, text: string | null): boolean {
  return texts === null || (text !== null && texts.has(text));
}

function* below(
  index: ReadonlyMap<string | null, readonly StoredCall[]>,
  texts: ReadonlySet<string>,
): Generator<StoredCall> {
  for (const text of texts) yield* index.get(text) ?? [];
}
