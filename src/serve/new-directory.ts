import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { openLake } from "../lake/lake.ts";

/**
 * Runs `start`, which may make a data directory. Where it throws before it says that it has started, what it made in a
 * directory that was missing or empty is taken back, so that a start that was refused leaves nothing behind.
 */
export async function startingIn(directory: string, start: (started: () => void) => Promise<void>): Promise<void> {
  const before = await namesIn(directory);
  let hasStarted = false;
  try {
    await start(() => {
      hasStarted = true;
    });
  } catch (error) {
    if (!hasStarted && (before === null || before.length === 0)) await takeBack(directory, before !== null);
    throw error;
  }
}

/** Null: there is no such directory. */
async function namesIn(directory: string): Promise<readonly string[] | null> {
  return readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
}

/** `wasThere`: the directory stays, empty. What another process made there meanwhile stays. */
async function takeBack(directory: string, wasThere: boolean): Promise<void> {
  const names = (await namesIn(directory)) ?? [];
  if (names.length > 0 && !(await isUnused(directory))) return;
  if (!wasThere) await rm(directory, { recursive: true, force: true });
  else for (const name of names) await rm(join(directory, name), { recursive: true, force: true });
}

/** Whether it holds a lake that nobody has open and that never took anything in. */
async function isUnused(directory: string): Promise<boolean> {
  try {
    const lake = await openLake({ directory, memoryLimit: "64MB", threads: 1, kind: "kept", readOnly: true });
    try {
      const [row] = await lake.database.all(
        "SELECT (SELECT count(*) FROM state.commits) + (SELECT count(*) FROM state.batches) + (SELECT count(*) FROM state.audit) AS n",
      );
      return Number(row?.["n"]) === 0;
    } finally {
      await lake.close();
    }
  } catch {
    return false;
  }
}
