import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** What the file system says of some paths and everything below them, without opening a file. */
export interface Signature {
  /** Equal for equal names, inodes, sizes and times of change. */
  readonly text: string;
  /** Epoch ms by the clock of the file system: the newest change. */
  readonly newest: number;
}

/** As deep as a walk goes; links may lead in circles. */
const DEEPEST = 32;

interface Walk {
  readonly hash: ReturnType<typeof createHash>;
  /** Device and inode of folders. */
  readonly entered: Set<string>;
  newest: number;
}

/** Links are followed; names that begin with a dot and `node_modules` are left out, as readRuleFiles does. */
export async function signatureOf(paths: readonly string[]): Promise<Signature> {
  const walk: Walk = { hash: createHash("sha256"), entered: new Set(), newest: 0 };
  for (const path of paths) await visit(path, walk, 0);
  return { text: walk.hash.digest("hex"), newest: walk.newest };
}

async function visit(path: string, walk: Walk, depth: number): Promise<void> {
  try {
    const found = await stat(path, { bigint: true });
    walk.hash.update(`${path}\0${found.dev}:${found.ino}:${found.size}:${found.mtimeNs}:${found.ctimeNs}\0`);
    walk.newest = Math.max(walk.newest, Number(found.ctimeMs));
    const folder = `${found.dev}:${found.ino}`;
    if (!found.isDirectory() || depth >= DEEPEST || walk.entered.has(folder)) return;
    walk.entered.add(folder);
    const names = (await readdir(path)).filter((name) => !name.startsWith(".") && name !== "node_modules");
    for (const name of names.sort()) await visit(join(path, name), walk, depth + 1);
  } catch (fault) {
    if (!(fault instanceof Error && "code" in fault)) throw fault;
    walk.hash.update(`${path}\0${String(fault.code)}\0`);
  }
}
