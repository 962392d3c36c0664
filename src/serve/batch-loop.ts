import type { AlertChanges } from "../alert/store/revision.ts";
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
  /** Since when the oldest delivery waits that is not committed, epoch ms: see `#foundAt`; null: nothing waits. */
  readonly waitingSince: number | null;
}

const FIRST_WAIT = SECOND;
const LONGEST_WAIT = 30 * SECOND;
/**
 * Without a backlog the next batch waits for as long as this one took, at most so long: two small batches take nearly twice as long as
 * one, and the API needs the machine, too.
 */
const LONGEST_REST = SECOND;

/** Takes what the sources deliver, and commits it batch by batch. */
export class BatchLoop {
  readonly latency = new Histogram();
  readonly #options: BatchLoopOptions;
  /** Since when what each delivered waits, epoch ms. It waits on when it could not be committed. */
  readonly #waiting = new Map<LogSource, number>();
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
      if (!this.#waiting.has(source)) this.#waiting.set(source, this.#foundAt(delivery));
      const start = performance.now();
      const isDone = await this.#options.turns.take(() => this.#take(source, delivery, signal));
      if (isDone && delivery.caughtUp) await pause(Math.min(performance.now() - start, LONGEST_REST), signal);
      wait = isDone ? FIRST_WAIT : Math.min(wait * 2, LONGEST_WAIT);
      if (!isDone) await pause(wait / 2, signal);
    }
  }

  async #take(source: LogSource, delivery: Delivery, signal: AbortSignal): Promise<boolean> {
    const { data, now } = this.#options;
    if (signal.aborted) {
      this.#waiting.delete(source);
      await delivery.failed();
      return true;
    }
    const start = now();
    try {
      const done = await data().live.take(source.name, delivery);
      this.#waiting.delete(source);
      await delivery.committed();
      this.#failure = null;
      if (done !== null) this.#count(source, delivery, done, start);
      await this.#after(done);
      return true;
    } catch (error) {
      await this.#failed("a batch could not be committed; it is delivered again", source, error);
      await delivery.failed();
      return false;
    }
  }

  /** Epoch ms. What came before the process began counts from when it was delivered: it waited for nobody here. */
  #foundAt({ objects }: Delivery): number {
    const now = this.#options.now();
    return objects.reduce((least, { arrived }) => {
      return arrived === null || arrived < this.#begun ? least : Math.min(least, arrived);
    }, now);
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
    const facts = { source: source.name, objects, events, duplicates, tooLate };
    log("info", "batch", { ...facts, ...changesOf(revisions), ms: at - start });
  }

  /** What does not belong to the batch: it is committed, whatever becomes of this. */
  async #after(done: BatchDone | null): Promise<void> {
    const { onDone, data, log } = this.#options;
    try {
      if (done !== null) await onDone(done);
      await data().live.tidy();
    } catch (error) {
      log("warn", "small parts could not be merged; it is tried again after the next batch", {
        reason: messageOf(error),
      });
    }
  }
}

/** How many alerts opened, changed, and went into others or for good; the last only when there are any. */
function changesOf(revisions: BatchDone["revisions"]): Readonly<Record<string, number>> {
  const count = (of: (changes: AlertChanges) => readonly unknown[]): number =>
    revisions.reduce((sum, { changes }) => sum + of(changes).length, 0);
  const gone = count(({ merged, superseded }) => [...merged, ...superseded]);
  return {
    opened: count(({ opened }) => opened),
    revised: count(({ revised }) => revised),
    ...(gone === 0 ? {} : { gone }),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
