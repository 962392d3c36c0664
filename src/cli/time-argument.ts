import type { TimeRange } from "../detect/detection.ts";
import { parseDuration } from "../util/duration.ts";
import { parseInstant } from "../util/iso-time.ts";
import { UsageError } from "./usage-error.ts";

/** `--from` and `--to` as a range, `[from, to)`. `now` is the clock's, read once by the caller. */
export function timeRange(options: { readonly from?: string; readonly to?: string }, now: number): TimeRange {
  const range = { from: timeArgument("--from", options.from, now), to: timeArgument("--to", options.to, now) };
  if (range.from === null || range.to === null || range.from < range.to) return range;
  throw new UsageError(`--from ${options.from} is not before --to ${options.to}: there is no time between them`);
}

/**
 * Epoch ms of `--from` and `--to`: an ISO 8601 instant, a day (`2026-01-02`, midnight UTC), or `now-10d`.
 */
function timeArgument(option: string, text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  if (text === "now") return now;
  const relative = /^now-(.+)$/.exec(text)?.[1];
  const ago = relative === undefined ? undefined : parseDuration(relative);
  if (ago !== undefined) return now - ago;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const ms = parseInstant(day) ?? parseInstant(`${day}Z`);
  if (ms !== undefined) return ms;
  throw new UsageError(
    `${option} ${JSON.stringify(text)}: expected an ISO time (2026-01-02T03:04:05Z), a day (2026-01-02) or now-10d`,
  );
}
