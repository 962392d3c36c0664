import type { Cell } from "../../ir/plan.ts";

/** Few texts are distinct, and most lists have one element: each is kept once. */
export class SharedCells {
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();

  cell(cell: Cell): Cell {
    if (typeof cell === "string") return this.#text(cell);
    if (!Array.isArray(cell)) return cell;
    return cell.length < 2 ? this.#list(cell) : cell.map((each: string) => this.#text(each));
  }

  #text(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  #list(list: readonly string[]): readonly string[] {
    const [only] = list;
    if (only === undefined) return EMPTY;
    const known = this.#lists.get(only);
    if (known === undefined) this.#lists.set(only, list);
    return known ?? list;
  }
}

const EMPTY: readonly string[] = [];
