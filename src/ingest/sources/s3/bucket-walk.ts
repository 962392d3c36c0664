import type { S3Client } from "@aws-sdk/client-s3";
import { MINUTE } from "../../../util/duration.ts";
import { discover } from "./discover.ts";
import { FollowedStream } from "./followed-stream.ts";
import { type ListedObject, type Listing, listPages, type Page } from "./list-page.ts";
import { PlainFolder } from "./plain-folder.ts";

/** Accounts and regions are looked for so often. */
const DISCOVER_EVERY = 5 * MINUTE;
/** Listings that go on at the same time. */
const AT_ONCE = 8;

export interface BucketPlace {
  readonly client: S3Client;
  readonly bucket: string;
  /** Without slashes at its ends. */
  readonly prefix: string;
  /** Epoch ms of the first day; null: from the beginning. */
  readonly start: number | null;
  readonly now: () => number;
}

/** Takes what a page has that was not seen before; what it has taken counts as seen. */
export type Take = (objects: readonly ListedObject[]) => Promise<void>;

/** One look, page by page, at some listings side by side. */
interface Task {
  readonly pages: AsyncGenerator<Page>;
  readonly onPage: (page: Page, take: Take) => Promise<void>;
  readonly onEnd: () => void;
}

/** Everything below one prefix of a bucket, look by look. */
export class BucketWalk {
  readonly #place: BucketPlace;
  readonly #streams = new Map<string, FollowedStream>();
  #plain: PlainFolder | null = null;
  #discoveredAt = Number.NEGATIVE_INFINITY;
  #waiting: Task[] = [];
  #active: Task[] = [];
  #failure: unknown = null;

  constructor(place: BucketPlace) {
    this.#place = place;
  }

  /** Whether the look that was begun has come to its end. */
  get isOver(): boolean {
    return this.#waiting.length === 0 && this.#active.length === 0;
  }

  /** What went wrong in this look, so that it did not see everything; null: nothing. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Begins a look. Throws when accounts and regions cannot be listed. */
  async begin(signal: AbortSignal): Promise<void> {
    const { now } = this.#place;
    this.#failure = null;
    if (this.#plain !== null || now() - this.#discoveredAt >= DISCOVER_EVERY) await this.#discover(signal);
    this.#waiting = [...this.#streams.values()].map((stream) => this.#streamTask(stream, signal));
    if (this.#plain?.isDue(now())) this.#waiting.push(this.#plainTask(this.#plain, signal));
  }

  /** Lists a page of each of some listings. A listing that fails ends; the others go on. */
  async step(take: Take): Promise<void> {
    this.#active.push(...this.#waiting.splice(0, AT_ONCE - this.#active.length));
    const goesOn = await Promise.all(this.#active.map((task) => this.#advance(task, take)));
    this.#active = this.#active.filter((_, i) => goesOn[i]);
  }

  /** The next look takes the key again if it is there. */
  forget(key: string): void {
    this.#plain?.forget(key);
    for (const stream of this.#streams.values()) stream.forget(key);
  }

  /** Ends a look early; what it has not seen is seen by the next one. */
  async abandon(): Promise<void> {
    const active = this.#active;
    this.#active = [];
    this.#waiting = [];
    await Promise.all(active.map(({ pages }) => pages.return(undefined)));
  }

  async #advance(task: Task, take: Take): Promise<boolean> {
    try {
      const { done, value } = await task.pages.next();
      if (done) task.onEnd();
      else await task.onPage(value, take);
      return !done;
    } catch (error) {
      this.#failure ??= error;
      return false;
    }
  }

  async #discover(signal: AbortSignal): Promise<void> {
    const { client, bucket, prefix, now } = this.#place;
    const layout = await discover(client, bucket, prefix, signal);
    this.#discoveredAt = now();
    if (layout.kind === "plain") {
      this.#plain ??= new PlainFolder(prefix === "" ? "" : `${prefix}/`);
      return;
    }
    this.#plain = null;
    for (const place of layout.places) {
      if (!this.#streams.has(place.path)) this.#streams.set(place.path, new FollowedStream(place));
    }
  }

  #pages(listing: Omit<Listing, "bucket">, signal: AbortSignal): AsyncGenerator<Page> {
    return listPages(this.#place.client, { ...listing, bucket: this.#place.bucket }, signal);
  }

  #streamTask(stream: FollowedStream, signal: AbortSignal): Task {
    const began = this.#place.now();
    const look = stream.plan(began, this.#place.start);
    const { prefix, startAfter } = look;
    return {
      pages: this.#pages(startAfter === undefined ? { prefix } : { prefix, startAfter }, signal),
      onPage: async ({ objects }, take) => {
        const fresh = stream.unseen(objects);
        await take(fresh);
        stream.see(fresh);
      },
      onEnd: () => stream.looked(look, began),
    };
  }

  #plainTask(plain: PlainFolder, signal: AbortSignal): Task {
    const began = this.#place.now();
    return {
      pages: this.#pages({ prefix: plain.prefix }, signal),
      onPage: async ({ objects }, take) => {
        const fresh = plain.unseen(objects, this.#place.start);
        await take(fresh);
        plain.see(fresh);
      },
      onEnd: () => plain.looked(began, this.#place.now()),
    };
  }
}
