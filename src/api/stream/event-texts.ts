import { safeJson } from "../../alert/format/safe-json.ts";
import type { StoredAlert } from "../../alert/store/stored-alert.ts";
import type { AlertEvent, Backend } from "../backend.ts";
import { wireEvent } from "../wire/stored-alert.ts";
import type { EventLog } from "./event-log.ts";

/** Events by number, as they go over the wire; null: it is not told. */
type Texts = ReadonlyMap<number, Uint8Array | null>;

/** Events that follow one another, and were read together. */
interface Piece {
  readonly numbers: readonly number[];
  readonly texts: Promise<Texts>;
}

/** Alerts that are read at once: while they are made into text, nothing else runs. */
const READ_AT_ONCE = 25;
/** Of all that is kept, but for the piece that was read last. */
const MOST_BYTES = 4 * 1024 * 1024;
const ENCODER = new TextEncoder();

/** What clients are sent of the events in the log: made when the first of them wants it, and kept for the others for a while. */
export class EventTexts {
  readonly #log: EventLog;
  readonly #alerts: Backend["storedAlerts"];
  readonly #pieces = new Map<number, Piece>();
  /** Oldest first. */
  readonly #read: { readonly piece: Piece; readonly bytes: number }[] = [];
  #bytes = 0;

  constructor(log: EventLog, alerts: Backend["storedAlerts"]) {
    this.#log = log;
    this.#alerts = alerts;
  }

  /** Of an event that is in the log; null: it is not told, as its alert is hidden or not there. Rejects when the alerts cannot be read. */
  async of(number: number): Promise<Uint8Array | null> {
    const { texts } = this.#pieces.get(number) ?? this.#load(number);
    return (await texts).get(number) ?? null;
  }

  /** With those that come after it: they are wanted next. */
  #load(number: number): Piece {
    const events = this.#log.from(number, READ_AT_ONCE);
    const piece = { numbers: [...events.keys()], texts: this.#make(events) };
    for (const each of piece.numbers) this.#pieces.set(each, piece);
    piece.texts.then(
      (texts) => this.#keep(piece, sizeOf(texts)),
      () => this.#forget(piece),
    );
    return piece;
  }

  async #make(events: ReadonlyMap<number, AlertEvent>): Promise<Texts> {
    const alerts = await this.#alerts([...new Set([...events.values()].map(({ id }) => id))]);
    return new Map(
      [...events].map(([number, { kind, id }]) => [number, textOf(this.#log.idOf(number), kind, alerts.get(id))]),
    );
  }

  #keep(piece: Piece, bytes: number): void {
    this.#read.push({ piece, bytes });
    this.#bytes += bytes;
    while (this.#bytes > MOST_BYTES && this.#read.length > 1) {
      const oldest = this.#read.shift();
      if (oldest === undefined) return;
      this.#bytes -= oldest.bytes;
      this.#forget(oldest.piece);
    }
  }

  #forget(piece: Piece): void {
    for (const each of piece.numbers) if (this.#pieces.get(each) === piece) this.#pieces.delete(each);
  }
}

function textOf(id: string, kind: AlertEvent["kind"], alert: StoredAlert | undefined): Uint8Array | null {
  if (alert === undefined || (kind === "opened" && alert.suppressedBy !== null)) return null;
  return ENCODER.encode(`id: ${id}\nevent: alert\ndata: ${safeJson(wireEvent(kind, alert))}\n\n`);
}

function sizeOf(texts: Texts): number {
  return [...texts.values()].reduce((sum, bytes) => sum + (bytes?.byteLength ?? 0), 0);
}
