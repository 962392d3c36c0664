import type { Plan } from "../../ir/plan.ts";
import { GroupView, type ViewShape } from "./group-view.ts";
import type { MatchedRow } from "./matched-rows.ts";

/** Views of matched events, each made when it is asked for first. They follow what is added to their atoms. */
export class GroupViews {
  readonly #views = new Map<string, { readonly atoms: ReadonlySet<number>; readonly view: GroupView }>();
  readonly #eventsOf: (atom: number) => readonly MatchedRow[];

  /** `eventsOf`: all of an atom so far. */
  constructor(eventsOf: (atom: number) => readonly MatchedRow[]) {
    this.#eventsOf = eventsOf;
  }

  /** `key`: of what the atoms and the shape are; the same for the same. */
  of(key: string, atoms: readonly number[], shape: ViewShape): GroupView {
    const known = this.#views.get(key);
    if (known !== undefined) return known.view;
    const view = new GroupView(shape);
    for (const atom of atoms) view.add(this.#eventsOf(atom));
    this.#views.set(key, { atoms: new Set(atoms), view });
    return view;
  }

  /** Some events of the atom are new. */
  add(atom: number, events: readonly MatchedRow[]): void {
    for (const { atoms, view } of this.#views.values()) if (atoms.has(atom)) view.add(events);
  }

  /** The atom's events are not held any more. */
  drop(atom: number): void {
    for (const [key, { atoms }] of this.#views) if (atoms.has(atom)) this.#views.delete(key);
  }
}

/** The columns by which the plan deals events out to groups: it explodes just those, and sorts by them, time and id; null: it is no such plan. */
export function groupedBy(plan: Plan): readonly { readonly name: string; readonly keepEmpty: boolean }[] | null {
  if (plan.kind !== "sort" || plan.most !== undefined) return null;
  const exploded = new Map<string, boolean>();
  let input = plan.input;
  for (; input.kind !== "select"; input = input.input) {
    if (input.kind === "explode") exploded.set(input.column, input.keepEmpty);
    // These two only say which rows are not needed.
    else if (input.kind !== "thinned" && input.kind !== "crowded") return null;
  }
  const names = plan.by.slice(0, -2);
  const ends = plan.by.slice(-2).join() === "time,id" && isEvent(input.columns);
  const isGrouped = names.length === exploded.size && names.every((name) => exploded.has(name));
  return ends && isGrouped ? names.map((name) => ({ name, keepEmpty: exploded.get(name) ?? false })) : null;
}

function isEvent(columns: Extract<Plan, { kind: "select" }>["columns"]): boolean {
  const [time, id] = ["time", "id"].map((name) => columns.find((each) => each.name === name));
  const isId = id?.shape === "scalar" && id.value.kind === "column" && id.value.column === "event_id";
  return time?.shape === "time" && isId;
}
