import { MINUTE } from "../util/duration.ts";
import { givesUp, waitAfter } from "./back-off.ts";
import type { Channel, Sent } from "./channel.ts";
import type { Clock } from "./clock.ts";
import { compose, type LoadAlert } from "./compose.ts";
import type { ChannelStatus, Report } from "./dispatch-event.ts";
import type { FloodLimits } from "./flood.ts";
import { Grouper } from "./grouper.ts";
import {
  type DueMessage,
  dueMessages,
  markEnded,
  markFailed,
  markSent,
  nextDue,
  noticesOf,
  type QueuedNotice,
} from "./queue.ts";
import { Stopped, type Store } from "./store.ts";

/** Messages that are under way at once, and that are looked up at once. */
const CONCURRENT = 4;
const MOST_DUE = 32;
/** ms: it looks this often even when nobody wakes it. */
const LONGEST_IDLE = MINUTE;

export interface LaneOptions {
  readonly channel: Channel;
  readonly limits: FloodLimits;
  readonly store: Store;
  readonly load: LoadAlert;
  readonly report: Report;
  readonly clock: Clock;
  readonly random: () => number;
  /** Nothing new is begun once it is aborted. */
  readonly halting: AbortSignal;
  /** What is under way ends when it is aborted. */
  readonly cutting: AbortSignal;
}

/** What is sent on one channel. A channel that fails is left alone for a while, then tried with one message; others go on meanwhile. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #grouper: Grouper;
  #failures = 0;
  #blockedUntil = 0;
  #problem: string | null = null;
  #isWoken = false;
  #idle = new AbortController();

  constructor(options: LaneOptions) {
    this.#options = options;
    const { channel, limits, store } = options;
    this.#grouper = new Grouper(channel.name, limits, store);
  }

  /** There may be something to send. */
  wake(): void {
    this.#isWoken = true;
    this.#idle.abort();
  }

  status(): ChannelStatus {
    const blockedUntil = this.#blockedUntil > this.#options.clock.now() ? this.#blockedUntil : null;
    return { name: this.#options.channel.name, failures: this.#failures, problem: this.#problem, blockedUntil };
  }

  /** Sends until `halting` is aborted. Never rejects. */
  async run(): Promise<void> {
    const { store, halting } = this.#options;
    try {
      while (!halting.aborted) await this.#sleep(await store.lasting(() => this.#step()));
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    }
  }

  async #sleep(ms: number): Promise<void> {
    if (!this.#isWoken && !this.#options.halting.aborted) {
      this.#idle = new AbortController();
      await this.#options.clock.wait(ms, this.#idle.signal);
    }
    this.#isWoken = false;
  }

  /** Sends what is due; gives how many ms there is nothing to do. */
  async #step(): Promise<number> {
    const { clock, store, channel } = this.#options;
    const now = clock.now();
    if (now < this.#blockedUntil) return this.#blockedUntil - now;
    const isFailing = this.#failures > 0;
    const held = await this.#grouper.group(now, this.#failures);
    const most = isFailing ? 1 : MOST_DUE;
    await this.#sendAll(await store.read((session) => dueMessages(session, channel.name, now, most)));
    if (isFailing && this.#failures === 0) return 0;
    const due = await store.read((session) => nextDue(session, channel.name));
    const next = Math.min(due ?? Number.POSITIVE_INFINITY, held ?? Number.POSITIVE_INFINITY, now + LONGEST_IDLE);
    return Math.max(next, this.#blockedUntil) - clock.now();
  }

  async #sendAll(messages: readonly DueMessage[]): Promise<void> {
    const left = [...messages];
    const sendLeft = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined && !this.#isHeldUp(); next = left.shift())
        await this.#deliver(next);
    };
    // All of them end before this does, also when one cannot go on: nothing is left behind that uses the state.
    const ends = await Promise.allSettled(Array.from({ length: CONCURRENT }, sendLeft));
    const failed = ends.find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
  }

  #isHeldUp(): boolean {
    return this.#options.halting.aborted || this.#options.clock.now() < this.#blockedUntil;
  }

  async #deliver(due: DueMessage): Promise<void> {
    const { store, cutting } = this.#options;
    const notices = await store.read((session) => noticesOf(session, due.key));
    if (notices.length === 0) return;
    const sent = await this.#send(due.key, notices);
    // What was cut off may have arrived or not: it is sent again, under the same key.
    if (sent.kind === "retry" && cutting.aborted) return;
    await this.#settle(due, sent, notices.length);
  }

  async #send(key: string, notices: readonly QueuedNotice[]): Promise<Sent> {
    const { channel, load, cutting } = this.#options;
    try {
      const message = await compose(key, channel.name, notices, load);
      if (message === null) return { kind: "refused", reason: "the alert is not stored any more" };
      return await channel.send(message, cutting);
    } catch (error) {
      // The alert cannot be read, or the channel has a bug. The message of the error might hold anything.
      return { kind: "retry", reason: `it failed unexpectedly (${error instanceof Error ? error.name : "unknown"})` };
    }
  }

  async #settle({ key, attempts, createdAt }: DueMessage, sent: Sent, notices: number): Promise<void> {
    const { store, channel, report, clock, random } = this.#options;
    const about = { channel: channel.name, key, notices };
    const now = clock.now();
    if (sent.kind !== "retry") this.#works(sent);
    if (sent.kind === "sent") {
      await store.write((session) => markSent(session, key, now));
      return report({ kind: "sent", ...about });
    }
    const { reason } = sent;
    if (sent.kind === "retry") this.#fails(reason, sent.afterMs ?? 0);
    if (sent.kind === "refused" || givesUp(attempts + 1, now - createdAt)) {
      const status = sent.kind === "refused" ? "refused" : "gave_up";
      await store.write((session) => markEnded(session, key, status, reason));
      return report({ kind: status, ...about, reason });
    }
    const next = now + Math.max(waitAfter(attempts + 1, random), sent.afterMs ?? 0);
    await store.write((session) => markFailed(session, key, next, reason));
    report({ kind: "retry", ...about, reason });
  }

  #works(sent: Exclude<Sent, { kind: "retry" }>): void {
    this.#failures = 0;
    this.#blockedUntil = 0;
    this.#problem = sent.kind === "refused" ? sent.reason : null;
  }

  /** Messages that were under way together and fail together count once. */
  #fails(reason: string, afterMs: number): void {
    const { clock, random } = this.#options;
    const now = clock.now();
    this.#problem = reason;
    if (now >= this.#blockedUntil) {
      this.#failures += 1;
      this.#blockedUntil = now + waitAfter(this.#failures, random);
    }
    this.#blockedUntil = Math.max(this.#blockedUntil, now + afterMs);
  }
}
