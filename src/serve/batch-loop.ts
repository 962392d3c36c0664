import { Histogram } from "../api/histogram.ts";
import type { BatchDone } from "../engine/live/live.ts";
import type { Delivery, LogSource } from "../ingest/sources/source.ts";
import { SECOND } from "../util/duration.ts";
import { pause } from "../util/pause.ts";
import type { Data } from "./data.ts";
import type { Log } from "./log.ts";
import type { Turns } from "./turns.ts";

export interface BatchLoopOptions {
  /** As it is now: it is opened anew when the database fails. */
  readonly data: () => Data;
  /** Tries to get a database that works again. */
  readonly mend: () => Promise<void>;
  readonly turns: Turns;
  readonly log: Log;
  readonly now: () => number;
  readonly onDone: (done: BatchDone) => Promise<void>;
}

/** What the loop has done, since the process began. */
export interface LoopFacts {
  readonly lastBatch: { readonly at: number; readonly events: number; readonly ms: number } | null;
  /** Why the last batch could not be committed; null: it was. */
  readonly failure: string | null;
  /** When the oldest delivery that is not committed came, epoch ms; null: nothing waits. */
  readonly waitingSince: number | null;
}

const FIRST_WAIT = SECOND;
const LONGEST_WAIT = 30 * SECOND;

/** Takes what the sources deliver, and commits it batch by batch. */
export class BatchLoop {
  readonly latency = new Histogram();
  readonly #options: BatchLoopOptions;
  readonly #waiting = new Map<Delivery, number>();
  /** Files that were there before say nothing of how long it takes. */
  readonly #begun: number;
  #lastBatch: LoopFacts["lastBatch"] = null;
  #failure: string | null = null;

  constructor(options: BatchLoopOptions) {
    this.#options = options;
    this.#begun = options.now();
  }

  get facts(): LoopFacts {
    const since = [...this.#waiting.values()];
    const waitingSince = since.length === 0 ? null : Math.min(...since);
    return { lastBatch: this.#lastBatch, failure: this.#failure, waitingSince };
  }

  /** Until the signal is aborted. */
  async run(source: LogSource, signal: AbortSignal): Promise<void> {
    let wait = FIRST_WAIT;
    while (!signal.aborted) {
      const delivery = await source.next(signal);
      if (delivery === null) return;
      this.#waiting.set(delivery, earliestArrival(delivery) ?? this.#options.now());
      const isDone = await this.#options.turns.take(() => this.#take(source, delivery, signal));
      wait = isDone ? FIRST_WAIT : Math.min(wait * 2, LONGEST_WAIT);
      if (!isDone) await pause(wait / 2, signal);
    }
  }

  async #take(source: LogSource, delivery: Delivery, signal: AbortSignal): Promise<boolean> {
    const { data, now } = this.#options;
    if (signal.aborted) {
      this.#waiting.delete(delivery);
      await delivery.failed();
      return true;
    }
    const start = now();
    try {
      const done = await data().live.take(source.name, delivery);
      await delivery.committed();
      this.#failure = null;
      this.#waiting.delete(delivery);
      if (done !== null) this.#count(source, delivery, done, start);
      await this.#after(done);
      return true;
    } catch (error) {
      await this.#failed("a batch could not be committed; it is delivered again", source, error);
      await delivery.failed();
      return false;
    } finally {
      this.#waiting.delete(delivery);
    }
  }

  async #failed(what: string, { name }: LogSource, error: unknown): Promise<void> {
    const { log, mend } = this.#options;
    this.#failure = messageOf(error);
    log("error", what, { source: name, reason: this.#failure });
    await mend().catch((again: unknown) => {
      this.#failure = messageOf(again);
      log("error", "the data directory cannot be opened again", { reason: this.#failure });
    });
  }

  #count(source: LogSource, { objects: delivered }: Delivery, done: BatchDone, start: number): void {
    const { log, now } = this.#options;
    const at = now();
    for (const { arrived } of delivered)
      if (arrived !== null && arrived >= this.#begun) this.latency.observe(Math.max(0, at - arrived) / 1000);
    const { events, duplicates, tooLate, objects, revisions, failed } = done;
    this.#lastBatch = { at, events, ms: at - start };
    for (const { rule, reason } of failed) log("error", "a rule failed", { rule: rule.id, reason });
    if (objects === 0) return;
    const changed = revisions.length;
    log("info", "batch", { source: source.name, objects, events, duplicates, tooLate, changed, ms: at - start });
  }

  /** What does not belong to the batch: it is committed, whatever becomes of this. */
  async #after(done: BatchDone | null): Promise<void> {
    const { onDone, data, log } = this.#options;
    try {
      if (done !== null) await onDone(done);
      await data().live.tidy();
    } catch (error) {
      log("warn", "parts could not be merged, or somebody not be told; it is tried again", {
        reason: messageOf(error),
      });
    }
  }
}

function earliestArrival({ objects }: Delivery): number | null {
  const times = objects.map(({ arrived }) => arrived).filter((each) => each !== null);
  return times.length === 0 ? null : times.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
