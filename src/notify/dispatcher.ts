import type { Database } from "../driver/duckdb.ts";
import type { Writes } from "../lake/writes.ts";
import { abandonedBefore } from "./back-off.ts";
import type { Channel } from "./channel.ts";
import { checkRoutes } from "./check-config.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { LoadAlert } from "./compose.ts";
import type { RouteConfig } from "./config.ts";
import type { ChannelStatus, Report } from "./dispatch-event.ts";
import { floodLimits } from "./flood.ts";
import { Lane } from "./lane.ts";
import { abandon } from "./queue.ts";
import { Store } from "./store.ts";

export interface DispatcherOptions {
  readonly database: Pick<Database, "connected">;
  readonly writes: Pick<Writes, "transaction">;
  /** As `openChannels` gives them. The dispatcher does not close them. */
  readonly channels: ReadonlyMap<string, Channel>;
  readonly routes: readonly RouteConfig[];
  readonly load: LoadAlert;
  readonly report?: Report;
  readonly clock?: Clock;
  /** 0 to 1. */
  readonly random?: () => number;
}

/**
 * Sends what is in the outbox, each channel by itself. A notice is marked as sent after the receiver took it: a process that is killed in
 * between sends it again under the same key, and a receiver that knows keys sees it once.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #halting = new AbortController();
  readonly #cutting = new AbortController();
  readonly #lanes: readonly Lane[];
  #running: Promise<unknown> | null = null;

  /** Throws a NotifyError for a route that leads nowhere. */
  constructor(options: DispatcherOptions) {
    checkRoutes(options.routes, [...options.channels.keys()]);
    this.#options = options;
    this.#lanes = [...options.channels.values()].map((channel) => this.#lane(channel));
  }

  #lane(channel: Channel): Lane {
    const { database, writes, routes, load } = this.#options;
    const { clock = systemClock, random = Math.random, report = () => undefined } = this.#options;
    const [halting, cutting] = [this.#halting.signal, this.#cutting.signal];
    const store = new Store(channel.name, { database, writes, clock, random, report, halting });
    const limits = floodLimits(routes, channel.name);
    return new Lane({ channel, limits, store, load, report, clock, random, halting, cutting });
  }

  /** Begins to send, what an earlier process left as well. Rejects when the outbox cannot be written. */
  async start(): Promise<void> {
    const { writes, channels, clock = systemClock } = this.#options;
    const since = abandonedBefore(clock.now());
    await writes.transaction((session) => abandon(session, [...channels.keys()], since));
    this.#running ??= Promise.all(this.#lanes.map((lane) => lane.run()));
  }

  /** There may be new notices: after a commit. Without it they are found within a minute. */
  wake(): void {
    for (const lane of this.#lanes) lane.wake();
  }

  status(): readonly ChannelStatus[] {
    return this.#lanes.map((lane) => lane.status());
  }

  /**
   * Begins nothing new, and waits for what is under way until `signal` is aborted; that is then cut off, and sent again by the next
   * process. Nothing uses the database once this has resolved.
   */
  async stop(signal: AbortSignal): Promise<void> {
    const cut = (): void => this.#cutting.abort();
    signal.addEventListener("abort", cut);
    if (signal.aborted) cut();
    this.#halting.abort();
    this.wake();
    try {
      await this.#running;
    } finally {
      signal.removeEventListener("abort", cut);
    }
  }
}
