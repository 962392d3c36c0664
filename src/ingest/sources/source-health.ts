import type { SourceStatus } from "./source.ts";

/** What a source notes of itself while it works. */
export class SourceHealth {
  readonly name: string;
  caughtUp = false;
  waiting: number | null = null;
  poison = 0;
  #lastLook: number | null = null;
  /** By what went wrong, the latest last. */
  readonly #problems = new Map<string, string>();

  constructor(name: string) {
    this.name = name;
  }

  /** `at`: by the clock, epoch ms. */
  looked(at: number): void {
    this.#lastLook = at;
  }

  /** `about` names the kind of trouble, so that it can be taken back; `text` is for people. */
  fail(about: string, text: string): void {
    this.#problems.delete(about);
    this.#problems.set(about, text.slice(0, MOST_PROBLEM));
  }

  mend(about: string): void {
    this.#problems.delete(about);
  }

  status(): SourceStatus {
    const problem = [...this.#problems.values()].at(-1) ?? null;
    const { name, caughtUp, waiting, poison } = this;
    return { name, caughtUp, waiting, lastLook: this.#lastLook, problem, poison };
  }
}

const MOST_PROBLEM = 500;
