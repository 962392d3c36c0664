import { appendFile, mkdir, open, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bytesOf } from "../schedule/content.ts";
import type { FileChange } from "../schedule/step.ts";
import type { World } from "../schedule/world.ts";

const PIECES = 4;
const BETWEEN_PIECES = 8;

/** The directory that `serve` watches, below a schedule's folder. */
export interface LogFolder {
  readonly path: string;
  change(change: FileChange): Promise<void>;
  /** Paths below it with the bytes that they hold when they are whole, of everything that was changed. */
  whole(): ReadonlyMap<string, number>;
}

export async function logFolder(folder: string, world: World): Promise<LogFolder> {
  const path = join(folder, "logs");
  const unfinished = join(folder, "unfinished");
  const whole = new Map<string, number>();
  for (const each of [path, unfinished]) await mkdir(each, { recursive: true });
  return {
    path,
    whole: () => whole,
    change: async (change) => {
      const bytes = bytesOf(world, change.content);
      const target = join(path, change.path);
      await mkdir(dirname(target), { recursive: true });
      whole.set(change.path, bytes.length);
      await apply(change, bytes, target, unfinished);
    },
  };
}

async function apply(change: FileChange, bytes: Buffer, target: string, unfinished: string): Promise<void> {
  switch (change.how) {
    case "rename": {
      const beside = join(unfinished, "file");
      await writeFile(beside, bytes);
      return rename(beside, target);
    }
    case "pieces":
      return inPieces(bytes, target);
    case "overwrite":
      return writeFile(target, bytes);
    case "grow":
      return appendFile(target, bytes.subarray(await sizeOf(target), Math.ceil(bytes.length * change.to)));
  }
}

async function inPieces(bytes: Buffer, target: string): Promise<void> {
  const handle = await open(target, "w");
  const size = Math.ceil(bytes.length / PIECES);
  try {
    for (let at = 0; at < bytes.length; at += size) {
      await handle.write(bytes.subarray(at, at + size));
      await sleep(BETWEEN_PIECES);
    }
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}
