import { randomBytes } from "node:crypto";
import type { Backend } from "../backend.ts";
import { Problem } from "../http/problem.ts";
import type { ApiLimits } from "../limits.ts";
import { type ClientStream, openClientStream } from "./client-stream.ts";
import { EventLog } from "./event-log.ts";
import { EventTexts } from "./event-texts.ts";

type HubLimits = Pick<ApiLimits, "streams" | "streamBytes" | "heartbeatMs" | "replayEvents">;

interface Client {
  readonly stream: ClientStream;
  readonly hangUp: () => void;
  readonly heartbeat: NodeJS.Timeout;
  /** Number of the last event that was handed on to it. */
  after: number;
  /** Something new happened, or the client is no more. */
  wake: () => void;
}

/** After this many ms a client comes back by itself. */
const RETRY = "retry: 3000\n";
const ENCODER = new TextEncoder();

/**
 * Gives each event to every client that follows. Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html
 *
 * Nothing is pushed. What happened stands in one log, as kind and id of the alert; each client goes through the log at its own pace, and the
 * alerts are read and written out only when some client has room for them. So:
 *
 * - A burst costs nothing but its place in the log; no client is dropped because of it, none waits for another, and whoever tells of events waits for none.
 * - What is held for a client is `streamBytes` and one event. One that has not even that taken off its hands, and takes nothing from one heartbeat to the
 *   next, does not read: it is dropped.
 * - One that is further behind than the log reaches back, because it reads slowly or was away, is told so by `event: reset`.
 * - Without clients nothing is read, and the log still knows what those who come back have missed.
 */
export class StreamHub {
  readonly #limits: HubLimits;
  readonly #clients = new Set<Client>();
  readonly #log: EventLog;
  readonly #texts: EventTexts;
  readonly #unsubscribe: () => void;
  #dropped = 0;

  constructor(backend: Pick<Backend, "subscribe" | "storedAlerts">, limits: HubLimits) {
    this.#limits = limits;
    this.#log = new EventLog(randomBytes(4).toString("hex"), limits.replayEvents);
    this.#texts = new EventTexts(this.#log, (ids) => backend.storedAlerts(ids));
    this.#unsubscribe = backend.subscribe((event) => {
      this.#log.add(event);
      for (const client of this.#clients) client.wake();
    });
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** Clients that did not read. */
  get dropped(): number {
    return this.#dropped;
  }

  /** `lastId`: of the last event that the client has seen; null: it begins. `hangUp` ends its connection. */
  open(lastId: string | null, hangUp: () => void): ReadableStream<Uint8Array> {
    if (this.#clients.size >= this.#limits.streams)
      throw new Problem("busy", "too many clients follow the stream", { headers: { "Retry-After": "30" } });
    const seen = lastId === null ? this.#log.last : this.#log.numberOf(lastId);
    const stream = openClientStream({
      mostBytes: this.#limits.streamBytes,
      next: () => this.#next(client),
      onGone: () => this.#remove(client),
    });
    const heartbeat = setInterval(() => this.#beat(client), this.#limits.heartbeatMs);
    heartbeat.unref();
    const client: Client = { stream, hangUp, heartbeat, after: seen ?? this.#log.last, wake: () => undefined };
    this.#clients.add(client);
    // The id is for a client that is cut off before the first event comes.
    stream.say(RETRY + (seen === null ? this.#reset() : `id: ${this.#log.idOf(seen)}\n\n`));
    return stream.body;
  }

  /** Ends every stream, and follows the backend no longer. */
  close(): void {
    this.#unsubscribe();
    for (const client of this.#clients) {
      this.#remove(client);
      client.stream.close();
    }
  }

  /** Null: the client is no more. */
  async #next(client: Client): Promise<Uint8Array | null> {
    while (this.#clients.has(client)) {
      const { first, last } = this.#log;
      if (client.after === last) {
        await new Promise<void>((resolve) => {
          client.wake = resolve;
        });
      } else if (client.after < first - 1) {
        client.after = last;
        return ENCODER.encode(this.#reset());
      } else {
        client.after += 1;
        const bytes = await this.#texts.of(client.after);
        if (bytes !== null) return bytes;
      }
    }
    return null;
  }

  /** What the client missed is not known any more; it goes on from now. */
  #reset(): string {
    return `id: ${this.#log.idOf(this.#log.last)}\nevent: reset\ndata: {}\n\n`;
  }

  #beat(client: Client): void {
    const { stream } = client;
    if (stream.hasRoom()) stream.say(": heartbeat\n\n");
    if (stream.isAlive()) return;
    this.#dropped += 1;
    this.#remove(client);
    stream.close();
    client.hangUp();
  }

  #remove(client: Client): void {
    clearInterval(client.heartbeat);
    this.#clients.delete(client);
    client.wake();
  }
}
