import { EVENT_SELECT } from "../../detect/plans.ts";
import type { Predicate, Value } from "../../ir/expr.ts";
import type { Identities } from "../../ir/identity.ts";
import type { SelectColumn } from "../../ir/plan.ts";
import { fieldsOf } from "../../ir/walk.ts";
import type { Rule } from "../../rule/rule.ts";
import { plansOf } from "../plans-of.ts";
import { partsOf } from "../wanted-columns.ts";
import { planBase } from "./plan-base.ts";
import { splitPredicate } from "./split-predicate.ts";

/** A predicate of some rules, evaluated once for all of them, and what their plans want to know of its events. */
export interface Atom {
  /** Its place among all atoms. */
  readonly number: number;
  readonly predicate: Predicate;
  /** By `Identities.ofColumn`: columns that hold a value, without those that the time alone gives. */
  readonly columns: Map<number, ValueColumn>;
}

export type ValueColumn = Extract<SelectColumn, { readonly shape: "scalar" | "number" | "list" }>;

export class Atoms {
  readonly all: Atom[] = [];
  readonly #byPredicate = new Map<number, Atom>();
  readonly #identities: Identities;

  constructor(identities: Identities) {
    this.#identities = identities;
  }

  find = (predicate: Predicate): Atom | undefined => this.#byPredicate.get(this.#identities.ofPredicate(predicate));

  /** Takes in what the rule's method begins with. */
  async addRule(rule: Rule): Promise<void> {
    for (const predicate of partsOf(rule.method).predicates) this.#add(predicate);
    for (const plan of await plansOf(rule)) {
      const base = planBase(plan);
      if (base !== null && base.predicate.kind !== "constant") this.#want(base.predicate, base.columns);
    }
    const groups = rule.suppression?.groupBy ?? [];
    const columns = groups.map(({ value }) => listOf(value));
    for (const predicate of partsOf(rule.method).predicates) if (columns.length > 0) this.#want(predicate, columns);
  }

  /** Takes in a predicate of which only the events are wanted. */
  addPredicate(predicate: Predicate): void {
    this.#add(predicate);
  }

  #add(predicate: Predicate): Atom {
    const known = this.find(predicate);
    if (known !== undefined) return known;
    const atom: Atom = { number: this.all.length, predicate, columns: new Map() };
    for (const column of EVENT_SELECT) this.#wantColumn(atom, column);
    this.all.push(atom);
    this.#byPredicate.set(this.#identities.ofPredicate(predicate), atom);
    return atom;
  }

  #want(predicate: Predicate, columns: readonly SelectColumn[]): void {
    const pieces = splitPredicate(predicate, this.find) ?? [{ atom: this.#add(predicate), rest: [] }];
    for (const { atom, rest } of pieces) {
      const looked = rest.flatMap(fieldsOf).map(({ value }) => listOf(value));
      for (const column of [...columns, ...looked]) this.#wantColumn(atom, column);
    }
  }

  #wantColumn(atom: Atom, column: SelectColumn): void {
    if (isOfValue(column)) atom.columns.set(this.#identities.ofColumn(column), column);
  }
}

/** Time and id of an event are always there. */
function isOfValue(column: SelectColumn): column is ValueColumn {
  if (column.shape !== "scalar" && column.shape !== "number" && column.shape !== "list") return false;
  return column.value.kind !== "column" || column.value.column !== "event_id";
}

export function listOf(value: Value): ValueColumn {
  return { name: "elements", shape: "list", value };
}
