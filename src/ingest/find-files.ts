import type { Dirent, Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FoundFile } from "./found-file.ts";
import { fsReason } from "./fs-reason.ts";
import type { SkippedFile } from "./input-report.ts";

/** Standard input, as a PATH and in reports. */
export const STDIN = "-";

export interface FoundFiles {
  /** In the order of their paths, each real file once. */
  readonly files: readonly FoundFile[];
  readonly skipped: readonly SkippedFile[];
}

const AT_ONCE = 32;

interface Search {
  readonly files: FoundFile[];
  readonly skipped: SkippedFile[];
  /** Real paths of files and directories that were reached. */
  readonly reached: Set<string>;
}

/**
 * All files under the given paths. Directories are walked, symbolic links followed; what is reached twice is taken once,
 * under the first of its paths, which also ends loops. What cannot be read or is no file is skipped with a reason.
 * Holds one entry a file in memory.
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const search: Search = { files: [], skipped: [], reached: new Set() };
  for (const path of [...new Set(paths)].sort()) {
    if (path === STDIN) search.files.push({ path, size: 0 });
    else await visit(search, path);
  }
  search.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return search;
}

async function visit(search: Search, path: string): Promise<void> {
  const target = await resolve(search, path);
  if (target !== null) await enter(search, path, target);
}

interface Target {
  readonly real: string;
  readonly stats: Stats;
}

async function resolve(search: Search, path: string): Promise<Target | null> {
  try {
    const real = await realpath(path);
    return { real, stats: await stat(real) };
  } catch (error) {
    search.skipped.push({ path, reason: fsReason(error), unreadable: !isLoop(error) });
    return null;
  }
}

async function enter(search: Search, path: string, { real, stats }: Target): Promise<void> {
  if (search.reached.has(real)) return;
  search.reached.add(real);
  if (stats.isDirectory()) await walk(search, path);
  else if (stats.isFile()) search.files.push({ path, size: stats.size });
  else search.skipped.push({ path, reason: kindOf(stats), unreadable: false });
}

async function walk(search: Search, directory: string): Promise<void> {
  const names = (await list(search, directory)).map((entry) => join(directory, entry.name)).sort();
  for (let i = 0; i < names.length; i += AT_ONCE) {
    const some = names.slice(i, i + AT_ONCE);
    const targets = await Promise.all(some.map((name) => resolve(search, name)));
    for (const [k, target] of targets.entries()) {
      if (target !== null) await enter(search, some[k] ?? "", target);
    }
  }
}

async function list(search: Search, directory: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    search.skipped.push({ path: directory, reason: fsReason(error), unreadable: true });
    return [];
  }
}

/** A link that leads to itself hides nothing. */
function isLoop(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ELOOP";
}

/** What something is that is no file and no directory. */
export function kindOf(stats: Pick<Stats, "isFIFO" | "isSocket">): string {
  if (stats.isFIFO()) return "a named pipe, not a file";
  if (stats.isSocket()) return "a socket, not a file";
  return "a device, not a file";
}
