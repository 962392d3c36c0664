import { open, stat } from "node:fs/promises";
import { kindOf } from "../../find-files.ts";
import { fsReason } from "../../fs-reason.ts";
import type { FoundObject } from "../found-object.ts";
import { DENIED, GONE } from "../reasons.ts";
import type { FetchedObject } from "../source.ts";

/** Whether a file that was found can be read now. */
export async function fetchFile(object: FoundObject, path: string): Promise<FetchedObject> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return { ...object, path: null, reason: GONE };
    if (!stats.isFile()) return { ...object, path: null, reason: kindOf(stats) };
    await (await open(path)).close();
    return { ...object, path, reason: null };
  } catch (error) {
    const reason = fsReason(error);
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP") return { ...object, path: null, reason: GONE };
    return { ...object, path: null, reason: code === "EACCES" || code === "EPERM" ? DENIED : reason };
  }
}
