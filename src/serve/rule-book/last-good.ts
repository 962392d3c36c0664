import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join, sep } from "node:path";
import { isJsonObject } from "../../util/json.ts";
import type { Texts } from "./choose-texts.ts";
import { sha256 } from "./sha256.ts";

const INDEX = "index.json";
const VERSION = 1;

/**
 * The texts that were in force, kept over restarts: `<SHA-256>.txt` for each, and `index.json` with the path of each. A text or an index is there as a whole
 * or not at all, also when the process is killed.
 */
export interface LastGood {
  readonly folder: string;
  /** Of files that lie at or below one of the paths. What is damaged is left out and told to `warn`. */
  load(paths: readonly string[]): Promise<Texts>;
  /** Makes these all that is kept. Throws what the file system throws. */
  save(texts: Texts): Promise<void>;
}

export function lastGoodIn(folder: string, warn: (message: string) => void): LastGood {
  return {
    folder,
    load: async (paths) => {
      const entries = await readIndex(folder, warn);
      const wanted = entries.filter(({ path }) => paths.some((each) => path === each || path.startsWith(each + sep)));
      const texts = new Map<string, { path: string; text: string }>();
      for (const { path, hash } of wanted) {
        const text = await readText(folder, hash);
        if (text === null) warn(`the last good version of ${path} is damaged or missing: ${hash}`);
        else texts.set(path, { path, text });
      }
      return texts;
    },
    save: (texts) => save(folder, texts),
  };
}

interface Entry {
  readonly path: string;
  readonly hash: string;
}

async function readIndex(folder: string, warn: (message: string) => void): Promise<readonly Entry[]> {
  const text = await readFile(join(folder, INDEX), "utf8").catch(absent);
  if (text === null) return [];
  const entries = parseIndex(text);
  if (entries) return entries;
  warn(`${join(folder, INDEX)} cannot be understood: last good versions are not used`);
  return [];
}

function parseIndex(text: string): readonly Entry[] | null {
  try {
    const index: unknown = JSON.parse(text);
    if (!isJsonObject(index) || index["version"] !== VERSION || !Array.isArray(index["files"])) return null;
    const files: readonly unknown[] = index["files"];
    return files.every(isEntry) ? files : null;
  } catch {
    return null;
  }
}

function isEntry(entry: unknown): entry is Entry {
  if (!isJsonObject(entry)) return false;
  const { path, hash } = entry;
  return typeof path === "string" && typeof hash === "string" && /^[0-9a-f]{64}$/.test(hash);
}

async function readText(folder: string, hash: string): Promise<string | null> {
  const text = await readFile(join(folder, nameOf(hash)), "utf8").catch(absent);
  return text !== null && sha256(text) === hash ? text : null;
}

function absent(fault: unknown): null {
  if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return null;
  throw fault;
}

function nameOf(hash: string): string {
  return `${hash}.txt`;
}

/** New texts first, then the index, then old texts go: at every moment the index names what is there. */
async function save(folder: string, texts: Texts): Promise<void> {
  await mkdir(folder, { recursive: true });
  const there = new Set(await readdir(folder));
  const wanted = new Map([...texts.values()].map(({ text }) => [nameOf(sha256(text)), text]));
  for (const [name, text] of wanted) if (!there.has(name)) await writeWhole(folder, name, text);
  const files = [...texts].map(([path, { text }]) => ({ path, hash: sha256(text) }));
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  await writeWhole(folder, INDEX, `${JSON.stringify({ version: VERSION, files }, null, 1)}\n`);
  for (const name of there) if (name !== INDEX && !wanted.has(name)) await rm(join(folder, name), { force: true });
}

async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  const temporary = join(folder, `${name}.new`);
  const file = await open(temporary, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(folder, name));
  await syncFolder(folder);
}

/** The new name survives a crash of the machine, too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
