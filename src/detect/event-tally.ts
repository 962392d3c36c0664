import { compareCodePoints } from "../util/code-points.ts";
import { type DetectedEvents, MOST_EVENT_IDS } from "./detection.ts";
import type { EventRow } from "./rows.ts";

/** Collects the events of one detection, which must come in the order of (time, id). */
export class EventTally {
  readonly #ids: string[] = [];
  /** Secret -> id of the first event that read it. */
  readonly #secrets = new Map<string, string>();
  #total = 0;
  #first = 0;
  #last = 0;

  add(event: EventRow): void {
    if (this.#total === 0) this.#first = event.time;
    this.#last = event.time;
    this.#total++;
    if (this.#ids.length < MOST_EVENT_IDS) this.#ids.push(event.id);
    for (const secret of event.secrets) if (!this.#secrets.has(secret)) this.#secrets.set(secret, event.id);
  }

  detected(): DetectedEvents {
    const secrets = [...this.#secrets.keys()].sort(compareCodePoints);
    return {
      total: this.#total,
      first: this.#first,
      last: this.#last,
      ids: [...this.#ids],
      secrets,
      readers: this.#readersOf(secrets.slice(0, MOST_EVENT_IDS)),
    };
  }

  #readersOf(secrets: readonly string[]): readonly string[] {
    const listed = new Set(this.#ids);
    const readers = new Set(secrets.flatMap((secret) => this.#secrets.get(secret) ?? []));
    return [...readers].filter((id) => !listed.has(id)).sort(compareCodePoints);
  }
}

/** The events of a detection, given in the order of (time, id). */
export function tallyOf(events: Iterable<EventRow>): EventTally {
  const tally = new EventTally();
  for (const event of events) tally.add(event);
  return tally;
}
