import { compareCodePoints } from "../../util/code-points.ts";

/** Distinct texts by code point, at most so many. */
export function distinct(texts: Iterable<string>, most = Number.POSITIVE_INFINITY): readonly string[] {
  return [...new Set(texts)].sort(compareCodePoints).slice(0, most);
}
