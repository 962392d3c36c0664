import type { ListedObject } from "./list-page.ts";

/** Files below a prefix that CloudTrail's layout does not tell anything about: each look lists all of them. */
export class PlainFolder {
  readonly prefix: string;
  /** ETags by key. */
  readonly #seen = new Map<string, string>();
  /** ms that the last look took; a long listing is not repeated at once. */
  #took = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  isDue(now: number): boolean {
    return now - this.#lookedAt >= this.#took * REST;
  }

  /** `start`: epoch ms; objects that were written before are left out. */
  unseen(objects: readonly ListedObject[], start: number | null): readonly ListedObject[] {
    return objects.filter(
      ({ key, etag, modified }) =>
        !key.endsWith("/") &&
        (start === null || modified === null || modified >= start) &&
        this.#seen.get(key) !== etag,
    );
  }

  see(objects: readonly ListedObject[]): void {
    for (const { key, etag } of objects) this.#seen.set(key, etag);
  }

  /** It counts as never seen. */
  forget(key: string): void {
    this.#seen.delete(key);
  }

  looked(began: number, now: number): void {
    this.#took = now - began;
    this.#lookedAt = now;
  }
}

const REST = 10;
