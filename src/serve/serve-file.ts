import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What `serve` tells other commands on the same machine: `DIR/serve.json`, for the owner's eyes only. */
export interface ServeFile {
  readonly pid: number;
  readonly url: string;
  /** Of this process's life, as an admin; null: the API asks for none. */
  readonly token: string | null;
}

const NAME = "serve.json";

export async function writeServeFile(directory: string, file: ServeFile): Promise<void> {
  const path = join(directory, NAME);
  const unfinished = `${path}.new`;
  // An old one may have another mode, which writing would keep.
  await rm(unfinished, { force: true });
  await writeFile(unfinished, `${JSON.stringify(file)}\n`, { mode: 0o600 });
  await rename(unfinished, path);
}

export async function removeServeFile(directory: string): Promise<void> {
  await rm(join(directory, NAME), { force: true });
}

/** Null: the directory is not being served, as far as the file says. */
export async function readServeFile(directory: string): Promise<ServeFile | null> {
  const text = await readFile(join(directory, NAME), "utf8").catch(() => null);
  const file = text === null ? null : parsed(text);
  return file !== null && isAlive(file.pid) ? file : null;
}

function parsed(text: string): ServeFile | null {
  try {
    const { pid, url, token } = JSON.parse(text) as Partial<Record<keyof ServeFile, unknown>>;
    if (typeof pid !== "number" || typeof url !== "string") return null;
    return { pid, url, token: typeof token === "string" ? token : null };
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
