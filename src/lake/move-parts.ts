import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { flushToDisk } from "./paths.ts";
import type { Store } from "./store.ts";
import type { WrittenPart } from "./write-days.ts";

/** Puts complete files where parts are. They count only once the state lists them. */
export async function moveIntoPlace(
  { claim }: Pick<Store, "claim">,
  parts: readonly WrittenPart[],
  keep: boolean,
): Promise<void> {
  claim(parts.map(({ part }) => part.path));
  const folders = [...new Set(parts.map(({ part }) => dirname(part.path)))];
  for (const folder of folders) await mkdir(folder, { recursive: true });
  for (const { part, written } of parts) {
    if (keep) await flushToDisk(written);
    await rename(written, part.path);
  }
  if (keep) for (const folder of [...folders, ...new Set(folders.map(dirname))]) await flushToDisk(folder);
}
