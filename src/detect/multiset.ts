/** How often each text is there; knows the number of distinct ones. */
export class Multiset {
  readonly #times = new Map<string, number>();

  get distinct(): number {
    return this.#times.size;
  }

  add(text: string): void {
    this.#times.set(text, (this.#times.get(text) ?? 0) + 1);
  }

  remove(text: string): void {
    const times = this.#times.get(text) ?? 0;
    if (times > 1) this.#times.set(text, times - 1);
    else this.#times.delete(text);
  }
}
