import { isoTime } from "../iso-time.ts";
import { shellQuote } from "../shell-quote.ts";
import type { SearchClause } from "./search-clause.ts";
import { toKql } from "./to-kql.ts";
import { toSearch } from "./to-search.ts";

export interface EventsSearch {
  /** As the user gave them to the scan. */
  readonly paths: readonly string[];
  readonly language: "ecs" | "datadog";
  readonly where: SearchClause;
  /** Epoch ms, `[from, to)`. */
  readonly from: number;
  readonly to: number;
}

/**
 * `trailhound events PATH… --as … --where … --from … --to …`; null when a value or path has no safe form, or when the
 * events came through a pipe and cannot be read again.
 */
export function eventsCommand({ paths, language, where, from, to }: EventsSearch): string | null {
  if (paths.includes("-")) return null;
  const query = language === "ecs" ? toKql(where) : toSearch(where);
  const words = [...paths.map(notAnOption), query].map((word) => (word === null ? null : shellQuote(word)));
  const quoted = words.pop() ?? null;
  if (quoted === null || words.includes(null)) return null;
  return [
    "trailhound events",
    ...words,
    `--as ${language} --where ${quoted} --from ${isoTime(from)} --to ${isoTime(to)}`,
  ].join(" ");
}

function notAnOption(path: string): string {
  return path.startsWith("-") ? `./${path}` : path;
}
