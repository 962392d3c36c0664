import type { BigIntStats } from "node:fs";
import { opendir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { fsReason } from "../../fs-reason.ts";
import { isTemporary } from "./file-state.ts";

/** What a walk meets; each real path once. */
export interface Visitor {
  /** Anything that is no directory. */
  file(path: string, stats: BigIntStats): void;
  /** A directory that cannot be read, or something in it that cannot be looked at. */
  problem(path: string, reason: string): void;
}

interface Entry {
  readonly path: string;
  readonly isLink: boolean;
}

interface Target extends Entry {
  readonly real: string;
  readonly stats: BigIntStats;
}

interface Directory {
  readonly real: string;
  /** When it was last listed. */
  readonly modified: bigint;
  /** By the clock, epoch ms. */
  readonly listedAt: number;
}

/** Entries that are looked at side by side, and that are read at once. */
const AT_ONCE = 64;
const ENTRIES = 1024;
/** A directory that has changed and has no more entries than this is looked at as a whole. */
const FEW = 5000;
/** Some file systems tell times to two seconds only: a change right after a listing may leave no trace. */
const COARSE = 3000;

/**
 * Walks directories as `findFiles` does: in the order of paths, links followed; what is reached twice is told once, under
 * the first of its paths. Remembers the directories, so that those that have changed can be found again.
 */
export class DirectoryWalk {
  readonly #visitor: Visitor;
  readonly #now: () => number;
  readonly #directories = new Map<string, Directory>();
  /** Real paths, with the path under which each was reached. */
  readonly #reached = new Map<string, string>();

  constructor(visitor: Visitor, now: () => number) {
    this.#visitor = visitor;
    this.#now = now;
  }

  /** Their paths, those that changed last first. */
  get directories(): readonly string[] {
    const all = [...this.#directories].sort(([, a], [, b]) => (a.modified > b.modified ? -1 : 1));
    return all.map(([path]) => path);
  }

  /** A directory with everything below it. Throws when it cannot be looked at itself. */
  async enter(path: string): Promise<void> {
    const real = await realpath(path);
    await this.#visit({ path, isLink: true, real, stats: await stat(real, { bigint: true }) }, true);
  }

  /** Looks again at what may have come or changed at one path. False: there is nothing. */
  async look(path: string): Promise<boolean> {
    const target = await this.#resolve({ path, isLink: true }, "");
    if (target !== null) await this.#visit(target, true);
    return target !== null;
  }

  /** Looks into the directories whose entries have changed since they were listed. */
  async lookAtChanged(): Promise<void> {
    const all = [...this.#directories];
    for (let i = 0; i < all.length; i += AT_ONCE) {
      const some = all.slice(i, i + AT_ONCE);
      const changed = await Promise.all(some.map(([path, known]) => this.#hasChanged(path, known)));
      for (const [k, [path]] of some.entries()) if (changed[k] === true) await this.look(path);
    }
  }

  async #hasChanged(path: string, { modified, listedAt }: Directory): Promise<boolean> {
    try {
      const { mtimeNs, mtimeMs } = await stat(path, { bigint: true });
      return mtimeNs !== modified || listedAt - Number(mtimeMs) < COARSE;
    } catch {
      return false;
    }
  }

  /** `again`: also when it was reached before, under the same path. */
  async #visit(target: Target, again: boolean): Promise<void> {
    const { path, real, stats } = target;
    const before = this.#reached.get(real);
    if (before !== undefined && !(again && before === path)) return;
    this.#reached.set(real, path);
    if (!stats.isDirectory()) return this.#visitor.file(path, stats);
    const entries = await this.#list(path, real, stats);
    const known = before !== undefined && entries.length > FEW;
    const wanted = known ? entries.filter((each) => !this.#isReached(each, real)) : entries;
    await this.#visitAll(wanted, real, before !== undefined);
  }

  async #visitAll(entries: readonly Entry[], parent: string, again: boolean): Promise<void> {
    for (let i = 0; i < entries.length; i += AT_ONCE) {
      const some = entries.slice(i, i + AT_ONCE);
      const targets = await Promise.all(some.map((entry) => this.#resolve(entry, parent)));
      for (const target of targets) {
        if (target === null) continue;
        // a directory that was reached before is looked at for its own changes
        await this.#visit(target, again && !target.stats.isDirectory());
      }
    }
  }

  #isReached({ path, isLink }: Entry, parent: string): boolean {
    return !isLink && this.#reached.get(realOf(path, parent)) === path;
  }

  async #resolve(entry: Entry, parent: string): Promise<Target | null> {
    try {
      const real = entry.isLink ? await realpath(entry.path) : realOf(entry.path, parent);
      return { ...entry, real, stats: await stat(real, { bigint: true }) };
    } catch (error) {
      const reason = fsReason(error);
      // gone again, a link to what is not there yet, or a link to itself
      if (!isAbsent(error)) this.#visitor.problem(entry.path, reason);
      return null;
    }
  }

  async #list(path: string, real: string, { mtimeNs }: BigIntStats): Promise<readonly Entry[]> {
    this.#directories.set(path, { real, modified: mtimeNs, listedAt: this.#now() });
    const entries: Entry[] = [];
    try {
      for await (const entry of await opendir(path, { bufferSize: ENTRIES })) {
        if (isTemporary(entry.name)) continue;
        // some file systems do not tell what an entry is
        const isLink = !(entry.isFile() || entry.isDirectory());
        entries.push({ path: join(path, entry.name), isLink });
      }
    } catch (error) {
      const reason = fsReason(error);
      if (!isAbsent(error)) this.#visitor.problem(path, reason);
    }
    return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

function realOf(path: string, parent: string): string {
  return join(parent, path.slice(path.lastIndexOf("/") + 1));
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ELOOP");
}
