import type { BigIntStats } from "node:fs";
import { isReady, lookOf, type PendingFile } from "./file-state.ts";

/** A file that is to be delivered in the version that was seen. */
export interface ReadyFile extends PendingFile {
  readonly path: string;
}

/** The files of a directory: those that are done with, and those that may still be written. */
export class FollowedFiles {
  readonly #now: () => number;
  /** ETags by path, of versions that need no more attention. */
  #done = new Map<string, string>();
  /** Those of the last whole walk; null: none is under way. */
  #before: Map<string, string> | null = null;
  readonly #pending = new Map<string, PendingFile>();
  /** Pending ones that the walk has not met yet. */
  readonly #missed = new Set<string>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Paths of files that may still be written. */
  get pending(): readonly string[] {
    return [...this.#pending.keys()];
  }

  get waiting(): number {
    return this.#pending.size;
  }

  see(path: string, stats: BigIntStats): void {
    const look = lookOf(stats);
    this.#missed.delete(path);
    const done = this.#done.get(path) ?? this.#before?.get(path);
    if (done !== undefined) this.#done.set(path, done);
    if (done === look.etag) {
      this.#pending.delete(path);
      return;
    }
    const known = this.#pending.get(path);
    if (known?.etag === look.etag) return;
    const now = this.#now();
    this.#pending.set(path, { ...look, since: now, waitsSince: known?.waitsSince ?? now });
  }

  miss(path: string): void {
    this.#pending.delete(path);
  }

  /** It counts as never seen. */
  forget(path: string): void {
    this.#done.delete(path);
  }

  /** Before a walk that sees every file. */
  beginWalk(): void {
    this.#before = this.#done;
    this.#done = new Map();
    for (const path of this.#pending.keys()) this.#missed.add(path);
  }

  /** `sawAll`: what was not seen is not there any more. */
  endWalk(sawAll: boolean): void {
    if (sawAll) for (const path of this.#missed) this.#pending.delete(path);
    else if (this.#before !== null) this.#done = new Map([...this.#before, ...this.#done]);
    this.#before = null;
    this.#missed.clear();
  }

  /** The files that seem whole, in the order in which they were written. */
  ready(): readonly ReadyFile[] {
    const now = this.#now();
    const ready: ReadyFile[] = [];
    for (const [path, file] of this.#pending) if (isReady(file, now)) ready.push({ path, ...file });
    return ready.sort((a, b) => a.modified - b.modified || (a.path < b.path ? -1 : 1));
  }

  /** These versions need no more attention. */
  settle(files: readonly ReadyFile[]): void {
    for (const { path, etag } of files) {
      this.#pending.delete(path);
      this.#done.set(path, etag);
    }
  }
}
