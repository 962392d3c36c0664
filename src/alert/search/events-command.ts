import { isoTime } from "../iso-time.ts";
import { shellQuote } from "../shell-quote.ts";
import type { SearchClause } from "./search-clause.ts";
import { toKql } from "./to-kql.ts";
import { toSearch } from "./to-search.ts";

/** What a search reads: paths as the user gave them to the scan, or the directory of a kept lake. */
export type Searched = readonly string[] | { readonly lake: string };

export interface EventsSearch {
  readonly paths: Searched;
  readonly language: "ecs" | "datadog";
  readonly where: SearchClause;
  /** Epoch ms, `[from, to)`. */
  readonly from: number;
  readonly to: number;
}

/**
 * `trailhound events PATH… --as … --where … --from … --to …`, with `--lake DIR` in place of the paths of a kept lake; null
 * when a value or path has no safe form, or when the events came through a pipe and cannot be read again.
 */
export function eventsCommand({ paths, language, where, from, to }: EventsSearch): string | null {
  const { option, places } = placesOf(paths);
  if (option.length === 0 && places.includes("-")) return null;
  const query = language === "ecs" ? toKql(where) : toSearch(where);
  const words = [...places.map(notAnOption), query].map((word) => (word === null ? null : shellQuote(word)));
  const quoted = words.pop() ?? null;
  if (quoted === null || words.includes(null)) return null;
  return [
    "trailhound events",
    ...option,
    ...words,
    `--as ${language} --where ${quoted} --from ${isoTime(from)} --to ${isoTime(to)}`,
  ].join(" ");
}

function placesOf(searched: Searched): { readonly option: readonly string[]; readonly places: readonly string[] } {
  return "lake" in searched ? { option: ["--lake"], places: [searched.lake] } : { option: [], places: searched };
}

function notAnOption(path: string): string {
  return path.startsWith("-") ? `./${path}` : path;
}
