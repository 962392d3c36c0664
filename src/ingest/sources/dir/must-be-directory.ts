import { stat } from "node:fs/promises";
import { fsReason } from "../../fs-reason.ts";
import { type DirSpec, SourceError, sourceName } from "../source-spec.ts";

/** Throws a SourceError when there is no such directory. */
export async function mustBeDirectory(spec: DirSpec): Promise<void> {
  const stats = await stat(spec.path).catch((error: unknown) => {
    throw new SourceError(`${sourceName(spec)}: ${fsReason(error)}`);
  });
  if (!stats.isDirectory()) throw new SourceError(`${sourceName(spec)}: not a directory`);
}
