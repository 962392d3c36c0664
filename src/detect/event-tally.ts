import { compareCodePoints } from "../util/code-points.ts";
import { type DetectedEvents, MOST_EVENT_IDS } from "./detection.ts";
import type { EventRow } from "./rows.ts";

/** Collects the events of one detection, which must come in the order of (time, id). */
export class EventTally {
  readonly #ids: string[] = [];
  readonly #secrets = new Set<string>();
  #total = 0;
  #first = 0;
  #last = 0;

  add(event: EventRow): void {
    if (this.#total === 0) this.#first = event.time;
    this.#last = event.time;
    this.#total++;
    if (this.#ids.length < MOST_EVENT_IDS) this.#ids.push(event.id);
    for (const secret of event.secrets) this.#secrets.add(secret);
  }

  detected(): DetectedEvents {
    return {
      total: this.#total,
      first: this.#first,
      last: this.#last,
      ids: [...this.#ids],
      secrets: [...this.#secrets].sort(compareCodePoints),
    };
  }
}

/** The events of a detection, given in the order of (time, id). */
export function tallyOf(events: Iterable<EventRow>): EventTally {
  const tally = new EventTally();
  for (const event of events) tally.add(event);
  return tally;
}
