/** One event as it goes over the wire. */
export interface SentEvent {
  readonly id: string;
  readonly text: string;
}

/** The last events, bounded in number and in characters. */
export class Replay {
  readonly #most: number;
  readonly #mostLength: number;
  readonly #events: SentEvent[] = [];
  #length = 0;

  constructor(most: number, mostLength: number) {
    this.#most = most;
    this.#mostLength = mostLength;
  }

  add(event: SentEvent): void {
    this.#events.push(event);
    this.#length += event.text.length;
    while (this.#events.length > this.#most || this.#length > this.#mostLength) {
      this.#length -= this.#events.shift()?.text.length ?? 0;
    }
  }

  /** What came after the event with this id; null: it is not known any more. */
  after(id: string): readonly SentEvent[] | null {
    const at = this.#events.findLastIndex((event) => event.id === id);
    return at < 0 ? null : this.#events.slice(at + 1);
  }
}
