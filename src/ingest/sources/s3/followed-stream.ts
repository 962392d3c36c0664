import { DAY, HOUR, MINUTE } from "../../../util/duration.ts";
import type { ListedObject } from "./list-page.ts";
import { deliveredAt, isInDay, positionAt, positionOfDay, type StreamPlace } from "./stream.ts";

/** An ordinary look lists again so much before the newest name: files of one minute have random suffixes, and may be late. */
const OVERLAP = HOUR;
/** Every so often a look goes back further: a bucket that is replicated gets old names. */
const RECENT_EVERY = 30 * MINUTE;
const RECENT = 36 * HOUR;
/** And every so often, further still; the first look goes back to the start, whenever that was. */
const WHOLE_EVERY = 6 * HOUR;
const WHOLE = 30 * DAY;

export interface Look {
  readonly prefix: string;
  readonly startAfter: string | undefined;
  readonly kind: "whole" | "recent" | "newest";
}

/** What is known of one account and region of a bucket. */
export class FollowedStream {
  readonly place: StreamPlace;
  /** ETags by key, of what was seen within the overlap. */
  readonly #seen = new Map<string, string>();
  #newest: number | null = null;
  /** When such looks began; null: the first one has not come to its end. */
  #wholeAt: number | null = null;
  #recentAt = 0;

  constructor(place: StreamPlace) {
    this.place = place;
  }

  /** Where the next look begins. `start`: epoch ms of the first day that counts; null: all. `now` by the clock. */
  plan(now: number, start: number | null): Look {
    const prefix = this.place.within;
    const first = start === null ? undefined : positionOfDay(this.place, start);
    if (this.#wholeAt === null) return { prefix, startAfter: first, kind: "whole" };
    const kind =
      now - this.#wholeAt >= WHOLE_EVERY ? "whole" : now - this.#recentAt >= RECENT_EVERY ? "recent" : "newest";
    const position = positionAt(this.place, this.#from(kind, now));
    return { prefix, startAfter: first === undefined || position > first ? position : first, kind };
  }

  /** Epoch ms. */
  #from(kind: Look["kind"], now: number): number {
    if (kind === "whole") return now - WHOLE;
    if (kind === "recent" || this.#newest === null) return now - RECENT;
    return Math.max(0, Math.min(this.#newest, now) - OVERLAP);
  }

  /** Those of a page that lie in the folder of a day and were not seen in this version. */
  unseen(objects: readonly ListedObject[]): readonly ListedObject[] {
    return objects.filter(({ key, etag }) => isInDay(this.place, key) && this.#seen.get(key) !== etag);
  }

  /** They are known to the ledger, or will be delivered. */
  see(objects: readonly ListedObject[]): void {
    for (const { key, etag } of objects) {
      this.#seen.set(key, etag);
      const time = deliveredAt(key);
      if (time !== null && time > (this.#newest ?? 0)) this.#newest = time;
    }
  }

  /** It counts as never seen. */
  forget(key: string): void {
    this.#seen.delete(key);
  }

  /** A look has come to its end. */
  looked({ kind }: Look, now: number): void {
    if (kind === "whole") this.#wholeAt = now;
    if (kind !== "newest") this.#recentAt = now;
    const from = positionAt(this.place, this.#from("newest", now));
    for (const key of this.#seen.keys()) if (key <= from) this.#seen.delete(key);
  }
}
