import { column } from "../../catalog/columns.ts";
import type { Predicate, Value } from "../../ir/expr.ts";
import type { Identities } from "../../ir/identity.ts";
import type { Cell, Plan, Row, RunPlan, SelectColumn } from "../../ir/plan.ts";
import { unreachable } from "../../util/invariant.ts";
import { type Atom, type Atoms, listOf } from "./atoms.ts";
import type { Matches } from "./find-matches.ts";
import { groupedBy } from "./group-views.ts";
import { inOrder, type MatchedRow, type MatchedRows } from "./matched-rows.ts";
import type { OwnRow } from "./own-row.ts";
import { type PlanBase, planBase } from "./plan-base.ts";
import { type RowTest, rowTest } from "./row-test.ts";
import { runInMemory } from "./run-in-memory.ts";
import { isSparse, isSummary, readFew } from "./sparse-plans.ts";
import { type Piece, splitPredicate } from "./split-predicate.ts";

type CellAt = (row: MatchedRow) => Cell;

export interface LakeEvents {
  readonly lake: RunPlan;
  /** Epoch ms: matched are the events from then on; null: all. */
  readonly from: number | null;
}

/** Runs plans over the events that were matched. */
export class MemoryRows {
  readonly #atoms: Atoms;
  readonly #matches: Matches;
  readonly #identities: Identities;
  readonly #lake: RunPlan;
  readonly #from: number | null;
  /** The identities of the event's id as a column of a plan, and as a list. */
  readonly #id: number;
  readonly #ids: number;
  #fetched: { readonly atom: Atom; readonly matched: MatchedRows | null } | null = null;
  #last: { readonly plan: Plan; readonly rows: Iterable<Row> | null } | null = null;

  constructor(atoms: Atoms, matches: Matches, identities: Identities, { lake, from }: LakeEvents) {
    this.#atoms = atoms;
    this.#matches = matches;
    this.#lake = lake;
    this.#identities = identities;
    this.#from = from;
    const id = column("event_id");
    this.#id = identities.ofColumn({ name: "id", shape: "scalar", value: id });
    this.#ids = identities.ofColumn(listOf(id));
  }

  /** Null when the lake has to answer. A plan that is asked for again at once, as anomalies are, is not run again. */
  async run(plan: Plan): Promise<Iterable<Row> | null> {
    if (plan !== this.#last?.plan) this.#last = { plan, rows: await this.#run(plan) };
    return this.#last.rows;
  }

  async #run(plan: Plan): Promise<Iterable<Row> | null> {
    const base = planBase(plan);
    if (base === null || !this.#covers(base)) return null;
    const pieces = splitPredicate(base.predicate, this.#atoms.find);
    if (pieces === null) return null;
    const present = pieces.filter(({ atom }) => this.#matches.placeOf(atom) !== "none");
    if (present.length === 0) return runInMemory(plan, () => []);
    const atoms = new Set(present.map(({ atom }) => atom));
    if (this.#isFarAway(atoms)) {
      if (isSummary(plan)) return null;
      const few = isSparse(plan) ? await readFew(this.#lake(plan)) : null;
      if (few !== null) return few;
    }
    const matched = await this.#commonRows(atoms);
    return matched && (this.#view(matched, pieces, base, plan) ?? this.#runOver(matched, present, base, plan));
  }

  /** One atom, whose events are not in memory yet. */
  #isFarAway(atoms: ReadonlySet<Atom>): boolean {
    const [only] = atoms;
    if (atoms.size > 1 || only === undefined || this.#fetched?.atom === only) return false;
    return this.#matches.placeOf(only) === "lake";
  }

  async #commonRows(atoms: ReadonlySet<Atom>): Promise<MatchedRows | null> {
    const [only] = atoms;
    if (atoms.size === 1 && only !== undefined && this.#matches.placeOf(only) === "lake") return this.#fetch(only);
    const [place, ...others] = new Set([...atoms].map((atom) => this.#matches.placeOf(atom)));
    return typeof place !== "object" || others.length > 0 ? null : place;
  }

  /** Many events: kept only until those of another atom are asked for. */
  async #fetch(atom: Atom): Promise<MatchedRows | null> {
    if (this.#fetched?.atom !== atom) {
      this.#fetched = null;
      this.#fetched = { atom, matched: await this.#matches.fetch(atom) };
    }
    return this.#fetched.matched;
  }

  #covers({ from }: PlanBase): boolean {
    return this.#from === null || (from !== null && from >= this.#from);
  }

  /** What is kept in order from one evaluation to the next; null: the plan is none of these. */
  #view(matched: MatchedRows, pieces: readonly Piece<Atom>[], base: PlanBase, plan: Plan): Iterable<Row> | null {
    const { views } = this.#matches;
    const groups = groupedBy(plan);
    const isPlain = pieces.every(({ atom, rest }) => rest.length === 0 && this.#matches.placeOf(atom) !== "lake");
    if (views === undefined || groups === null || !isPlain) return null;
    const cells = this.#cells(matched, pieces, base);
    if (cells === null) return null;
    const atoms = pieces.map(({ atom }) => atom.number);
    const columns = base.columns.map((each) => [each.name, this.#identities.ofColumn(each)]);
    const key = JSON.stringify([atoms, columns, groups]);
    const names = new Set(groups.map(({ name }) => name));
    const view = views.of(key, atoms, {
      groups: groups.map((each) => ({ ...each, listOf: cells.get(each.name) ?? noCell })),
      cells: [...cells].filter(([name]) => !names.has(name)).map(([name, cellOf]) => ({ name, cellOf })),
    });
    return { [Symbol.iterator]: () => view.rows(base.from, base.to) };
  }

  /** How each column comes about; null: one is not known. */
  #cells(matched: MatchedRows, pieces: readonly Piece<Atom>[], base: PlanBase): ReadonlyMap<string, CellAt> | null {
    const cells = new Map<string, CellAt>();
    for (const each of base.columns) {
      const cell = this.#cellAt(each, matched, pieces);
      if (cell === null) return null;
      cells.set(each.name, cell);
    }
    return cells;
  }

  #runOver(matched: MatchedRows, pieces: readonly Piece<Atom>[], base: PlanBase, plan: Plan): readonly Row[] | null {
    const cells = this.#cells(matched, pieces, base);
    if (cells === null) return null;
    const rows = this.#rowsOf(matched, pieces, base);
    if (rows === null) return null;
    return runInMemory(plan, () => rows.map((row) => ownRow(cells, row)));
  }

  /** By time and id, each once. */
  #rowsOf(matched: MatchedRows, pieces: readonly Piece<Atom>[], { from, to }: PlanBase): readonly MatchedRow[] | null {
    const inTime: RowTest = ({ time }) => (from === null || time >= from) && (to === null || time < to);
    const lists: (readonly MatchedRow[])[] = [];
    for (const { atom, rest } of pieces) {
      const tests = rest.map((each) => this.#testOf(each, atom, matched));
      const known = tests.filter((test) => test !== null);
      if (known.length < tests.length) return null;
      lists.push(matched.rowsOf(atom.number).filter((row) => inTime(row) && known.every((test) => test(row))));
    }
    const [only = []] = lists;
    return lists.length === 1 ? only : [...new Set(lists.flat())].sort(inOrder);
  }

  #testOf(predicate: Predicate, atom: Atom, matched: MatchedRows): RowTest | null {
    return rowTest(predicate, (value) => this.#elementsOf(value, atom, matched));
  }

  #elementsOf(value: Value, atom: Atom, { places }: MatchedRows): ((row: MatchedRow) => readonly string[]) | undefined {
    const identity = this.#identities.ofColumn(listOf(value));
    if (identity === this.#ids) return ({ id }) => [id];
    const place = atom.columns.has(identity) ? places.get(identity) : undefined;
    return place === undefined ? undefined : ({ cells }) => cells[place] as readonly string[];
  }

  #cellAt(each: SelectColumn, { places }: MatchedRows, pieces: readonly Piece<Atom>[]): CellAt | null {
    switch (each.shape) {
      case "time":
        return ({ time }) => time;
      case "bucket":
        // As SQL divides: towards zero.
        return ({ time }) => Math.trunc(time / each.width) * each.width;
      case "scalar":
      case "number":
      case "list": {
        const identity = this.#identities.ofColumn(each);
        if (identity === this.#id) return ({ id }) => id;
        const place = places.get(identity);
        const isThere = pieces.every(({ atom }) => atom.columns.has(identity));
        return place === undefined || !isThere ? null : ({ cells }) => cells[place] ?? null;
      }
      case "which":
      case "packed":
        return null;
      default:
        return unreachable(each);
    }
  }
}

const noCell: CellAt = () => null;

function ownRow(cells: ReadonlyMap<string, CellAt>, matched: MatchedRow): OwnRow {
  const row: OwnRow = {};
  for (const [name, cell] of cells) row[name] = cell(matched);
  return row;
}
