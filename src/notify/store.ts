import type { Database, Session } from "../driver/duckdb.ts";
import type { Writes } from "../lake/writes.ts";
import { waitAfter } from "./back-off.ts";
import type { Clock } from "./clock.ts";
import type { Report } from "./dispatch-event.ts";

/** Thrown out of a lane that is to end. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

export interface StoreOptions {
  readonly database: Pick<Database, "connected">;
  readonly writes: Pick<Writes, "transaction">;
  readonly clock: Clock;
  readonly random: () => number;
  readonly report: Report;
  /** No new attempts once it is aborted. */
  readonly halting: AbortSignal;
}

/**
 * The state, for one channel. What fails, e.g. on a full disk, is tried again until it works: a message that went out must be marked
 * before anything else is done with it. Throws Stopped when the dispatcher stops meanwhile.
 */
export class Store {
  readonly #options: StoreOptions;
  readonly #channel: string;

  constructor(channel: string, options: StoreOptions) {
    this.#options = options;
    this.#channel = channel;
  }

  /** On a connection of its own: the others may be in the middle of a transaction. */
  read<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.lasting(() => this.#options.database.connected(work));
  }

  write<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.lasting(() => this.#options.writes.transaction(work));
  }

  async lasting<T>(work: () => Promise<T>): Promise<T> {
    const { clock, random, report, halting } = this.#options;
    for (let failures = 1; ; failures++) {
      try {
        return await work();
      } catch (error) {
        if (halting.aborted) throw new Stopped();
        const reason = error instanceof Error ? error.message : String(error);
        report({ kind: "trouble", channel: this.#channel, reason });
        await clock.wait(waitAfter(failures, random), halting);
        if (halting.aborted) throw new Stopped();
      }
    }
  }
}
