import type { FetchedObject, SourceObject } from "./source.ts";

/** A version that a source has found and not yet fetched. */
export interface FoundObject extends SourceObject {
  /** As in FetchedObject. */
  readonly arrived: number | null;
}

/** Without what came of fetching it. */
export function foundAgain({ key, etag, size, arrived }: FetchedObject): FoundObject {
  return { key, etag, size, arrived };
}
