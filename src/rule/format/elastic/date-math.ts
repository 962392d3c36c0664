import { parseDuration } from "../../../util/duration.ts";

const TERM = /([+-])(\d{1,9}[smhdw])/y;

/**
 * Milliseconds before now of Elasticsearch date math without rounding: `now-6m` is 360000, `now` is 0.
 * Undefined for anything else, months and years (of no fixed length) among it.
 */
export function parseAgo(text: string): number | undefined {
  if (!text.startsWith("now")) return undefined;
  let ago = 0;
  let at = "now".length;
  while (at < text.length) {
    TERM.lastIndex = at;
    const match = TERM.exec(text);
    const length = parseDuration(match?.[2] ?? "");
    if (!match || length === undefined) return undefined;
    ago += match[1] === "-" ? length : -length;
    at = TERM.lastIndex;
  }
  return ago;
}
