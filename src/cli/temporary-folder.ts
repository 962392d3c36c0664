import { makeTemporaryFolder } from "../util/temporary-folder.ts";

/** Runs `use` with a new folder that is removed afterwards, also when the process is told to end. */
export async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeTemporaryFolder("trailhound-");
  try {
    return await use(folder.path);
  } finally {
    folder.remove();
  }
}
