import { rm } from "node:fs/promises";

/** Which files are being read, so that one that counts no more is deleted only when its last reader is done. */
export class Readers {
  readonly #held = new Map<string, number>();
  /** With the time from which on they may go, by the clock, epoch ms. */
  readonly #retired = new Map<string, number>();
  readonly #keep: number;

  /** `keep`: ms for which retired files stay at least. */
  constructor(keep = 0) {
    this.#keep = keep;
  }

  /** `use` reads these files from now on until its end. */
  async *hold<T>(paths: readonly string[], use: () => AsyncIterable<T>): AsyncGenerator<T> {
    for (const path of paths) this.#held.set(path, (this.#held.get(path) ?? 0) + 1);
    try {
      yield* use();
    } finally {
      await this.#release(paths);
    }
  }

  /** Deletes files when nobody reads them any more. What is kept longer goes with a later call, or when the lake is opened again. */
  async retire(paths: readonly string[]): Promise<void> {
    for (const path of paths) this.#retired.set(path, Date.now() + this.#keep);
    await this.#deleteFree([...this.#retired.keys()]);
  }

  /** These files count again: they stay, whatever was said before. */
  keep(paths: readonly string[]): void {
    for (const path of paths) this.#retired.delete(path);
  }

  async #release(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const left = (this.#held.get(path) ?? 1) - 1;
      if (left === 0) this.#held.delete(path);
      else this.#held.set(path, left);
    }
    if (this.#retired.size > 0) await this.#deleteFree(paths);
  }

  async #deleteFree(paths: readonly string[]): Promise<void> {
    const now = Date.now();
    const free = paths.filter((path) => (this.#retired.get(path) ?? now + 1) <= now && !this.#held.has(path));
    for (const path of free) this.#retired.delete(path);
    await Promise.all(free.map((path) => rm(path, { force: true })));
  }
}
