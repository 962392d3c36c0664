import { randomBytes } from "node:crypto";
import { safeJson } from "../../alert/format/safe-json.ts";
import type { AlertEvent, Backend } from "../backend.ts";
import { Problem } from "../http/problem.ts";
import type { ApiLimits } from "../limits.ts";
import { wireEvent } from "../wire/stored-alert.ts";
import { type ClientStream, openClientStream } from "./client-stream.ts";
import { Replay } from "./replay.ts";

type HubLimits = Pick<ApiLimits, "streams" | "streamBytes" | "heartbeatMs" | "replayEvents" | "replayLength">;

interface Client {
  readonly stream: ClientStream;
  readonly hangUp: () => void;
  readonly heartbeat: NodeJS.Timeout;
}

/** After this many ms a client comes back by itself. */
const RETRY = "retry: 3000\n\n";

/** Gives each event to every client that follows. Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export class StreamHub {
  /** Ids of another process are told from ours. */
  readonly #run = randomBytes(4).toString("hex");
  readonly #limits: HubLimits;
  readonly #clients = new Set<Client>();
  readonly #replay: Replay;
  readonly #unsubscribe: () => void;
  #events = 0;
  #dropped = 0;

  constructor(backend: Pick<Backend, "subscribe">, limits: HubLimits) {
    this.#limits = limits;
    this.#replay = new Replay(limits.replayEvents, limits.replayLength);
    this.#unsubscribe = backend.subscribe((event) => this.#publish(event));
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** Clients that read too slowly. */
  get dropped(): number {
    return this.#dropped;
  }

  /** `lastId`: of the last event that the client has seen; null: it begins. `hangUp` ends its connection. */
  open(lastId: string | null, hangUp: () => void): ReadableStream<Uint8Array> {
    if (this.#clients.size >= this.#limits.streams)
      throw new Problem("busy", "too many clients follow the stream", { headers: { "Retry-After": "30" } });
    const stream = openClientStream(this.#limits.streamBytes, () => this.#remove(client));
    const heartbeat = setInterval(() => this.#send(client, ": heartbeat\n\n"), this.#limits.heartbeatMs);
    heartbeat.unref();
    const client: Client = { stream, hangUp, heartbeat };
    this.#clients.add(client);
    this.#send(client, RETRY + this.#missed(lastId));
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

  /** `event: reset`: what the client missed is not known any more. */
  #missed(lastId: string | null): string {
    if (lastId === null) return "";
    const missed = this.#replay.after(lastId);
    return missed === null ? "event: reset\ndata: {}\n\n" : missed.map(({ text }) => text).join("");
  }

  #publish(event: AlertEvent): void {
    if (event.kind === "opened" && event.alert.suppressedBy !== null) return;
    this.#events += 1;
    const id = `${this.#run}-${this.#events}`;
    const text = `id: ${id}\nevent: alert\ndata: ${safeJson(wireEvent(event))}\n\n`;
    this.#replay.add({ id, text });
    for (const client of this.#clients) this.#send(client, text);
  }

  #send(client: Client, text: string): void {
    if (client.stream.send(text)) return;
    this.#dropped += 1;
    this.#remove(client);
    client.stream.close();
    client.hangUp();
  }

  #remove(client: Client): void {
    clearInterval(client.heartbeat);
    this.#clients.delete(client);
  }
}
