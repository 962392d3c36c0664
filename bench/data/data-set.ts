import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * A folder whose content depends on `parameters` alone. It is made by `make`, once: again only when the parameters have changed or an earlier attempt
 * was broken off. Gives the folder.
 */
export async function dataSet(
  folder: string,
  parameters: Readonly<Record<string, unknown>>,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const note = join(folder, "parameters.json");
  const wanted = JSON.stringify(parameters);
  const found = await readFile(note, "utf8").catch(() => null);
  if (found === wanted) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await make(folder);
  await writeFile(note, wanted);
  return folder;
}
