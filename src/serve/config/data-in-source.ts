import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { type SourceSpec, sourceName } from "../../ingest/sources/source-spec.ts";

/**
 * The name of a source that the data directory lies in, else null. Each commit changes files there, which such a source would deliver: the
 * next batch, without end. Links are followed; the data directory need not be there yet.
 */
export async function dataInSource(data: string, sources: readonly SourceSpec[]): Promise<string | null> {
  const inner = await realOf(resolve(data));
  for (const source of sources) {
    if (source.kind === "dir" && isWithin(inner, await realOf(resolve(source.path)))) return sourceName(source);
  }
  return null;
}

function isWithin(inner: string, outer: string): boolean {
  const path = relative(outer, inner);
  return path !== ".." && !path.startsWith(`..${sep}`);
}

/** The path without links. What is not there, or cannot be looked at, is taken as it is called. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(await realOf(folder), basename(path));
  }
}
