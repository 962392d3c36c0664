import { type FloodLimits, type Grouping, groupNotices, probeOf } from "./flood.ts";
import { digestKey } from "./notice-key.ts";
import { countAlone, decide, dueMessages, type WaitingNotice, waitingNotices, withhold } from "./queue.ts";
import type { Store } from "./store.ts";

/**
 * Decides which notices of a channel go out alone and which together, and writes it down before anything is sent: whatever is sent again
 * after a crash is the same message, under the same key.
 */
export class Grouper {
  readonly #channel: string;
  readonly #limits: FloodLimits;
  readonly #store: Store;
  #lastFlood: number | null = null;

  constructor(channel: string, limits: FloodLimits, store: Store) {
    this.#channel = channel;
    this.#limits = limits;
    this.#store = store;
  }

  /** `failures`: attempts on the channel that failed in a row. Gives until when (epoch ms) some notices wait for more; null: none does. */
  async group(now: number, failures: number): Promise<number | null> {
    const waiting = await this.#store.read((session) => waitingNotices(session, this.#channel));
    if (waiting.length === 0) return null;
    const told = waiting.filter(({ withheld }) => withheld === null);
    const grouping = failures > 0 ? await this.#probe(told, now, failures) : await this.#flood(told, now);
    await this.#write(waiting, grouping);
    return grouping.until;
  }

  /** A channel that fails gets little that is new: what piles up meanwhile can become one digest. */
  async #probe(told: readonly WaitingNotice[], now: number, failures: number): Promise<Grouping> {
    const due = await this.#store.read((session) => dueMessages(session, this.#channel, now, 1));
    return probeOf(due.length > 0 && !triesNew(failures) ? [] : told);
  }

  async #flood(told: readonly WaitingNotice[], now: number): Promise<Grouping> {
    const since = now - this.#limits.window;
    const alone = await this.#store.read((session) => countAlone(session, this.#channel, since));
    const grouping = groupNotices(told, { now, limits: this.#limits, alone, lastFlood: this.#lastFlood });
    if (grouping.isFlood && grouping.until === null) this.#lastFlood = now;
    return grouping;
  }

  async #write(waiting: readonly WaitingNotice[], { alone, digest }: Grouping): Promise<void> {
    const withheld = waiting.filter((each) => each.withheld !== null);
    if (alone.length + digest.length + withheld.length === 0) return;
    await this.#store.write(async (session) => {
      for (const why of new Set(withheld.map((each) => each.withheld ?? "")))
        await withhold(
          session,
          withheld.filter((each) => each.withheld === why).map(({ key }) => key),
          why,
        );
      await decide(session, alone);
      if (digest.length > 0) await decide(session, digest, digestKey(digest));
    });
  }
}

/** It may be only the old messages that the receiver cannot take: every second try is a new notice, in long outages every fourth. */
function triesNew(failures: number): boolean {
  return failures % (failures < 8 ? 2 : 4) === 1;
}
