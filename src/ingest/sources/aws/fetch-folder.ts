import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Where fetched objects lie until their delivery is settled. Names are numbers: nothing of a key gets into a path. */
export class FetchFolder {
  readonly #folder: string;
  #last = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whatever an earlier process has left is removed. */
  static async open(folder: string): Promise<FetchFolder> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return new FetchFolder(folder);
  }

  newPath(): string {
    this.#last++;
    return join(this.#folder, `object-${this.#last}`);
  }

  async remove(paths: readonly (string | null)[]): Promise<void> {
    for (const path of paths) if (path !== null) await rm(path, { force: true });
  }
}
