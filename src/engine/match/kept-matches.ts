import { Identities } from "../../ir/identity.ts";
import type { RunPlan } from "../../ir/plan.ts";
import type { Rule } from "../../rule/rule.ts";
import { HOUR } from "../../util/duration.ts";
import { type Atom, Atoms } from "./atoms.ts";
import { findMatches, type Matches, placesOf } from "./find-matches.ts";
import { KeptRows } from "./kept-rows.ts";
import type { MatchOptions } from "./match-options.ts";
import { matchRules, runOf } from "./match-rules.ts";
import { SharedCells } from "./shared-cells.ts";

/** Events among which matches are looked for. */
export interface EventsLooked {
  readonly rows: RunPlan;
  /** Epoch ms of the first and the last event of `rows`. */
  readonly first: number;
  readonly last: number;
}

/** Most matching events of one batch that are looked at in memory. */
const MOST_FRESH = 100_000;
/** Most matching events that are kept. */
const MOST_KEPT = 200_000;
/** ms: as time goes on, so much more is kept than has to be, before everything is read anew. */
const SLACK = 2 * HOUR;

export interface KeptBounds {
  /** ms before the last stored event from which on events are kept. */
  readonly reach: number;
  /** Events, about. Default 200,000. */
  readonly most?: number;
  /** Of one batch, about. Default 100,000. */
  readonly mostFresh?: number;
}

/** What is kept, from when on (epoch ms, null: of all stored events). */
interface Kept {
  readonly from: number | null;
  readonly rows: KeptRows;
}

/**
 * The events that satisfy the predicates of some rules, in memory from one evaluation to the next: of each batch only the new events
 * are looked at. Evaluations that reach further back read what they need. Atoms with too many events are left to the lake
 * until everything is read anew, as it is now and then so that what is too old goes.
 *
 * Rule of use: every event that counts from some time on must be given to `take` once, or `forget` be called.
 */
export class KeptMatches {
  readonly #atoms: Atoms;
  readonly #identities: Identities;
  readonly #places: ReadonlyMap<number, number>;
  readonly #reach: number;
  readonly #most: number;
  readonly #mostFresh: number;
  /** What the database does not take: its rules fail, and the others are read without it. */
  readonly #refused = new Set<Atom>();
  #share = new SharedCells();
  #kept: Kept | null = null;

  private constructor(atoms: Atoms, identities: Identities, bounds: KeptBounds) {
    this.#atoms = atoms;
    this.#identities = identities;
    this.#places = placesOf(atoms.all);
    this.#reach = bounds.reach;
    this.#most = bounds.most ?? MOST_KEPT;
    this.#mostFresh = bounds.mostFresh ?? MOST_FRESH;
  }

  /** Keeps nothing until it is asked for rows. */
  static async of(rules: readonly Rule[], bounds: KeptBounds): Promise<KeptMatches> {
    const identities = new Identities();
    const atoms = new Atoms(identities);
    for (const rule of rules) await atoms.addRule(rule);
    return new KeptMatches(atoms, identities, bounds);
  }

  get atoms(): Atoms {
    return this.#atoms;
  }

  /** Finds the matches of events that are new in the store, and keeps them if any are kept. */
  async take({ rows, first, last }: EventsLooked): Promise<Matches> {
    const matches = await this.#find({ ...this.#options(rows, first, last), most: this.#mostFresh });
    const isMany = this.#atoms.all.some((atom) => matches.placeOf(atom) === "lake" && !this.#refused.has(atom));
    if (isMany) this.forget();
    else this.#add(matches);
    return matches;
  }

  /** What was kept may not be what is stored any more. */
  forget(): void {
    this.#kept = null;
    this.#refused.clear();
    this.#share = new SharedCells();
  }

  /**
   * Runs plans of some of the rules with the same results as `store.rows`, most of them in memory. `from`, epoch ms: no plan that looks
   * at the rules' events looks at earlier ones, or it goes to the lake; null: all may be looked at.
   */
  async over(rules: readonly Rule[], store: EventsLooked, from: number | null): Promise<RunPlan> {
    const kept = this.#recent(store) ?? (await this.#fill(store));
    if (kept.from !== null && (from === null || from < kept.from))
      return matchRules(rules, store.rows, { ...store, from });
    const options = this.#options(store.rows, Math.max(kept.from ?? store.first, store.first), store.last, kept.from);
    const { from: since, rows } = kept;
    const matches = this.#matches(rows, options);
    return runOf({ atoms: this.#atoms, identities: this.#identities, from: since, rows: store.rows, matches });
  }

  /** Null: nothing is kept, or much that is too old. */
  #recent({ first, last }: EventsLooked): Kept | null {
    const since = this.#kept?.from ?? first;
    return since < last - this.#reach - SLACK ? null : this.#kept;
  }

  async #fill({ rows, first, last }: EventsLooked): Promise<Kept> {
    this.forget();
    const start = last - this.#reach;
    const from = start <= first ? null : start;
    const matches = await this.#find(this.#options(rows, Math.max(start, first), last, from));
    const kept = { from, rows: new KeptRows(this.#most) };
    this.#kept = kept;
    this.#add(matches);
    return kept;
  }

  /** All of them in one piece, so that an event is one row; what the database refuses is left out. */
  async #find(options: MatchOptions): Promise<Matches> {
    for (;;) {
      // As it is now: what is forgotten later changes nothing of what was found.
      const without = new Set(this.#refused);
      const found = await findMatches(
        this.#atoms.all.filter((atom) => !without.has(atom)),
        options,
      );
      if (found.refused.length === 0) {
        return { ...found, placeOf: (atom) => (without.has(atom) ? "lake" : found.placeOf(atom)) };
      }
      for (const atom of found.refused) this.#refused.add(atom);
    }
  }

  #add(matches: Matches): void {
    if (this.#kept === null) return;
    const { from, rows } = this.#kept;
    for (const atom of this.#atoms.all) rows.add(atom.number, matches.placeOf(atom), from);
    rows.bound();
  }

  #matches(rows: KeptRows, options: MatchOptions): Matches {
    const matched = { places: this.#places, rowsOf: (atom: number) => rows.of(atom) };
    const placeOf = ({ number }: Atom) => {
      if (rows.isFar(number)) return "lake";
      return rows.of(number).length === 0 ? "none" : matched;
    };
    const fetch = async (atom: Atom) => {
      const alone = await findMatches([atom], options);
      const place = alone.placeOf(atom);
      return typeof place === "object" ? place : alone.fetch(atom);
    };
    return { placeOf, fetch, refused: [...this.#refused], views: rows.views };
  }

  #options(rows: RunPlan, first: number, last: number, from: number | null = first): MatchOptions {
    return { rows, from, first, last, most: this.#most, places: this.#places, share: this.#share };
  }
}
