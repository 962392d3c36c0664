import { stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { setTimeout } from "node:timers/promises";
import { MINUTE } from "../../../util/duration.ts";
import { fsReason } from "../../fs-reason.ts";
import { type FoundObject, foundAgain } from "../found-object.ts";
import { ObjectQueue } from "../object-queue.ts";
import { DENIED, GONE } from "../reasons.ts";
import type { Delivery, FetchedObject, LogSource, SourceContext, SourceStatus } from "../source.ts";
import { SourceHealth } from "../source-health.ts";
import { type DirSpec, plainPath, sourceName } from "../source-spec.ts";
import { DirectoryHints } from "./directory-hints.ts";
import { DirectoryWalk } from "./directory-walk.ts";
import { fetchFile } from "./fetch-file.ts";
import { objectOf, REST } from "./file-state.ts";
import { FollowedFiles } from "./followed-files.ts";
import { mustBeDirectory } from "./must-be-directory.ts";

/** ms after which everything is looked at, however long that takes. */
const WALK_EVERY = MINUTE;
/** A look that takes long is repeated after so many times its own time. */
const PAUSE = 20;
/** ms between two looks for which hints ask. */
const LEAST_PAUSE = 50;
const READ_AT_ONCE = 64;

/** Follows the files below a directory. */
export class DirSource implements LogSource {
  readonly name: string;
  readonly #root: string;
  readonly #context: SourceContext;
  readonly #now: () => number;
  readonly #files: FollowedFiles;
  readonly #hints = new DirectoryHints();
  readonly #queue: ObjectQueue;
  readonly #health: SourceHealth;
  /** Delivered without content for want of a right; tried again with each walk. */
  #denied: FoundObject[] = [];
  #walk: DirectoryWalk;
  /** Whether something could not be looked at in this walk. */
  #hasProblem = false;
  #walked = { at: Number.NEGATIVE_INFINITY, took: 0 };
  #looked = { at: Number.NEGATIVE_INFINITY, took: 0 };
  #isReachable = false;
  /** The last delivery said that the source was caught up. */
  #told = false;

  private constructor(spec: DirSpec, context: SourceContext, now: () => number) {
    this.name = sourceName(spec);
    this.#root = plainPath(spec.path);
    this.#context = context;
    this.#now = now;
    this.#files = new FollowedFiles(now);
    this.#queue = new ObjectQueue(this.name, context.ledger);
    this.#health = new SourceHealth(this.name);
    this.#walk = this.#newWalk();
  }

  /** Throws SourceError when there is no such directory. */
  static async open(spec: DirSpec, context: SourceContext, now: () => number): Promise<DirSource> {
    await mustBeDirectory(spec);
    return new DirSource(spec, context, now);
  }

  status(): SourceStatus {
    this.#health.waiting = this.#queue.size + this.#files.waiting;
    this.#health.caughtUp = this.#isCaughtUp;
    return this.#health.status();
  }

  async next(signal: AbortSignal): Promise<Delivery | null> {
    while (!signal.aborted) {
      if (this.#queue.size === 0) await this.#look();
      if (signal.aborted) return null;
      const objects = await this.#fetch();
      if (objects.length > 0 || (this.#isCaughtUp && !this.#told)) return this.#delivery(objects);
      await this.#pause(signal);
    }
    return null;
  }

  async close(): Promise<void> {
    this.#hints.close();
  }

  get #isCaughtUp(): boolean {
    return this.#isReachable && this.#queue.size === 0 && this.#files.waiting === 0;
  }

  #newWalk(): DirectoryWalk {
    const problem = (path: string, reason: string) => {
      this.#hasProblem = true;
      this.#health.fail("walk", `${JSON.stringify(path)}: ${reason}`);
    };
    return new DirectoryWalk({ file: (path, stats) => this.#files.see(path, stats), problem }, this.#now);
  }

  async #pause(signal: AbortSignal): Promise<void> {
    await this.#hints.wait(this.#files.waiting > 0 ? REST : this.#context.pollInterval, signal);
    if (!signal.aborted) await setTimeout(LEAST_PAUSE);
  }

  async #look(): Promise<void> {
    const now = this.#now();
    try {
      if (now - this.#walked.at >= this.#walkInterval) await this.#lookAtAll(now);
      else await this.#lookAtSome(now);
      const ready = this.#files.ready();
      await this.#queue.add(ready.map((file) => objectOf(relative(this.#root, file.path), file)));
      this.#files.settle(ready);
      this.#isReachable = true;
      this.#health.looked(this.#now());
      this.#health.mend("root");
    } catch (error) {
      this.#isReachable = false;
      this.#health.fail("root", `${JSON.stringify(this.#root)}: ${reasonOf(error)}`);
    }
  }

  get #walkInterval(): number {
    return this.#isReachable
      ? Math.min(WALK_EVERY, Math.max(this.#context.pollInterval, this.#walked.took * PAUSE))
      : 0;
  }

  async #lookAtAll(now: number): Promise<void> {
    const hints = this.#hints.take();
    this.#hasProblem = false;
    const walk = this.#newWalk();
    this.#files.beginWalk();
    let sawRoot = false;
    try {
      await walk.enter(this.#root);
      sawRoot = true;
    } finally {
      this.#files.endWalk(sawRoot && !this.#hasProblem);
    }
    if (!this.#hasProblem) this.#health.mend("walk");
    this.#walk = walk;
    await this.#lookAt(hints);
    this.#hints.follow(walk.directories);
    await this.#retryDenied();
    const end = this.#now();
    this.#walked = { at: end, took: end - now };
    this.#looked = { at: end, took: 0 };
  }

  async #lookAtSome(now: number): Promise<void> {
    await stat(this.#root);
    await this.#lookAt([...this.#hints.take(), ...this.#files.pending]);
    if (now - this.#looked.at < Math.max(this.#context.pollInterval, this.#looked.took * PAUSE)) return;
    await this.#walk.lookAtChanged();
    this.#hints.follow(this.#walk.directories);
    const end = this.#now();
    this.#looked = { at: end, took: end - now };
  }

  async #lookAt(paths: readonly string[]): Promise<void> {
    const each = [...new Set(paths)];
    for (let i = 0; i < each.length; i += READ_AT_ONCE) {
      const some = each.slice(i, i + READ_AT_ONCE);
      const found = await Promise.all(some.map((path) => this.#walk.look(path)));
      for (const [k, path] of some.entries()) if (found[k] !== true) this.#files.miss(path);
    }
  }

  async #retryDenied(): Promise<void> {
    const denied = this.#denied;
    const fetched = await Promise.all(denied.map((each) => fetchFile(each, join(this.#root, each.key))));
    const isDenied = (_: unknown, i: number) => fetched[i]?.reason === DENIED;
    this.#denied = denied.filter(isDenied);
    this.#queue.putLast(denied.filter((each, i) => !isDenied(each, i)));
    if (this.#denied.length === 0) this.#health.mend("denied");
  }

  async #fetch(): Promise<readonly FetchedObject[]> {
    const batch = this.#queue.take(this.#context.limits);
    const fetched: FetchedObject[] = [];
    for (let i = 0; i < batch.length; i += READ_AT_ONCE) {
      const some = batch.slice(i, i + READ_AT_ONCE);
      fetched.push(...(await Promise.all(some.map((each) => fetchFile(each, join(this.#root, each.key))))));
    }
    for (const { key, reason } of fetched) if (reason === GONE) this.#files.forget(join(this.#root, key));
    return fetched;
  }

  #delivery(objects: readonly FetchedObject[]): Delivery {
    this.#told = this.#isCaughtUp;
    const committed = async () => {
      const denied = objects.filter(({ reason }) => reason === DENIED);
      this.#denied.push(...denied.map(foundAgain));
      const [first] = denied;
      if (first !== undefined) this.#health.fail("denied", `${JSON.stringify(first.key)}: ${DENIED}`);
    };
    const failed = async () => {
      this.#queue.putBack(objects.map(foundAgain));
      this.#told = false;
    };
    return { objects, caughtUp: this.#told, committed, failed };
  }
}

/** Of the file system, or of the ledger. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "syscall" in error ? fsReason(error) : error.message;
}
