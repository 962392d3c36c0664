import type { Place } from "./find-matches.ts";
import { GroupViews } from "./group-views.ts";
import { countBefore, inOrder, type MatchedRow } from "./matched-rows.ts";

/** Matched events to which more are added, by atom. */
export class KeptRows {
  readonly views = new GroupViews((atom) => this.of(atom));
  readonly #most: number;
  readonly #rows = new Map<number, MatchedRow[]>();
  /** Atoms whose events are only in the lake. */
  readonly #far = new Set<number>();
  /** Lengths of all lists together: an event counts for each of its atoms. */
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** By time and id. */
  of(atom: number): readonly MatchedRow[] {
    return this.#rows.get(atom) ?? [];
  }

  isFar(atom: number): boolean {
    return this.#far.has(atom);
  }

  /** `from`: earlier events are left out; epoch ms, null: none are. An atom whose new events are in the lake is there as a whole. */
  add(atom: number, place: Place, from: number | null): void {
    if (place === "none" || this.#far.has(atom)) return;
    if (place === "lake") {
      this.#leave(atom);
      return;
    }
    const list = this.#rows.get(atom) ?? [];
    const more = place.rowsOf(atom).filter(({ time }) => from === null || time >= from);
    mergeInto(list, more);
    this.#rows.set(atom, list);
    this.#count += more.length;
    this.views.add(atom, more);
  }

  /** Leaves the atoms with most events to the lake until the others are few enough. */
  bound(): void {
    while (this.#count > this.#most) {
      const [[atom] = []] = [...this.#rows].sort(([, a], [, b]) => b.length - a.length);
      if (atom === undefined) return;
      this.#leave(atom);
    }
  }

  #leave(atom: number): void {
    this.#count -= this.of(atom).length;
    this.#rows.delete(atom);
    this.views.drop(atom);
    this.#far.add(atom);
  }
}

/** Both are in order. Most new events are later than all known ones, or than all but a few. */
function mergeInto(list: MatchedRow[], more: readonly MatchedRow[]): void {
  const [first] = more;
  if (first === undefined) return;
  const tail = list.splice(countBefore(list, first));
  let at = 0;
  for (const row of more) {
    for (let other = tail[at]; other !== undefined && inOrder(other, row) < 0; other = tail[++at]) list.push(other);
    list.push(row);
  }
  for (; at < tail.length; at++) list.push(tail[at] as MatchedRow);
}
