import type { Clock } from "../../src/notify/clock.ts";
import { NOW } from "./fixtures.ts";

/** A clock that goes on only when told to. */
export class FakeClock implements Clock {
  #now = NOW;
  readonly #waiting = new Set<{ readonly at: number; readonly done: () => void }>();

  now(): number {
    return this.#now;
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const entry = { at: this.#now + ms, done: (): void => done() };
      const done = (): void => {
        this.#waiting.delete(entry);
        resolve();
      };
      if (signal.aborted || ms <= 0) {
        // Not at once: a loop that does not wait must let others work.
        setImmediate(done);
        return;
      }
      this.#waiting.add(entry);
      signal.addEventListener("abort", done);
    });
  }

  advance(ms: number): void {
    this.#now += ms;
    for (const { at, done } of [...this.#waiting]) if (at <= this.#now) done();
  }

  /** ms until the first that waits goes on; null: nobody waits. */
  next(): number | null {
    const times = [...this.#waiting].map(({ at }) => at - this.#now);
    return times.length === 0 ? null : Math.min(...times);
  }
}
