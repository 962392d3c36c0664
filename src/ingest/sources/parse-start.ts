import { parseDuration } from "../../util/duration.ts";
import { parseInstant } from "../../util/iso-time.ts";
import { SourceError, type Start } from "./source-spec.ts";

/** The `start` of a bucket: `now`, `now-7d`, a day (midnight UTC), an ISO 8601 time or `all`. Throws SourceError. */
export function parseStart(text: string): Start {
  if (text === "all") return { kind: "all" };
  if (text === "now") return { kind: "ago", ms: 0 };
  const ago = parseDuration(/^now-(.+)$/.exec(text)?.[1] ?? "");
  if (ago !== undefined) return { kind: "ago", ms: ago };
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const time = parseInstant(day) ?? parseInstant(`${day}Z`);
  if (time !== undefined) return { kind: "at", time };
  throw new SourceError(
    `start ${JSON.stringify(text)}: expected now-7d, a day (2026-01-02), a time (2026-01-02T03:04:05Z) or all`,
  );
}
