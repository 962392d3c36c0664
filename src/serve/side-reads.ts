import { Turns } from "./turns.ts";

/** Reads of the database that run beside batches, one at a time. It is closed, or replaced by another, only between two of them. */
export class SideReads {
  readonly #turns = new Turns();
  #isOpen = true;

  /** Rejects when the database is closed. */
  read<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      if (!this.#isOpen) throw new Error("the database is closed");
      return work();
    });
  }

  /** Waits for what is being read. When `work` fails, the database counts as closed until another has not. */
  async replace(work: () => Promise<void>): Promise<void> {
    await this.#turns.take(async () => {
      this.#isOpen = false;
      await work();
      this.#isOpen = true;
    });
  }

  /** Waits for what is being read; from now on nothing is. */
  async close(): Promise<void> {
    await this.#turns.take(async () => {
      this.#isOpen = false;
    });
  }
}
