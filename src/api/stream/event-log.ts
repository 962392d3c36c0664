import type { AlertEvent } from "../backend.ts";

/** The last events, numbered from 1 on. Only what happened to which alert is kept: what the alert looks like is read when it is told. */
export class EventLog {
  readonly #run: string;
  readonly #most: number;
  readonly #events = new Map<number, AlertEvent>();
  #last = 0;

  /** `run`: ids of another process are told from ours by it. */
  constructor(run: string, most: number) {
    this.#run = run;
    this.#most = most;
  }

  /** Number of the oldest that is kept; one more than `last`: there is none. */
  get first(): number {
    return this.#last - this.#events.size + 1;
  }

  get last(): number {
    return this.#last;
  }

  add(event: AlertEvent): void {
    this.#last += 1;
    this.#events.set(this.#last, event);
    if (this.#events.size > this.#most) this.#events.delete(this.first);
  }

  /** Of the kept ones those with this number and after it, at most `most`. */
  from(number: number, most: number): ReadonlyMap<number, AlertEvent> {
    const found = new Map<number, AlertEvent>();
    for (let at = number; found.size < most; at++) {
      const event = this.#events.get(at);
      if (event === undefined) break;
      found.set(at, event);
    }
    return found;
  }

  idOf(number: number): string {
    return `${this.#run}-${number}`;
  }

  /** Null: what came after the event with this id is not known any more. */
  numberOf(id: string): number | null {
    const [, run, digits] = /^(\w+)-(\d{1,15})$/.exec(id) ?? [];
    const number = Number(digits);
    return run === this.#run && number >= this.first - 1 && number <= this.#last ? number : null;
  }
}
