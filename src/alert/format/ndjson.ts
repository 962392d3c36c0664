import type { Alert } from "../alert.ts";
import { safeJson } from "./safe-json.ts";

/** One line of `--format ndjson`, with its line break; inert in a terminal. */
export function alertLine(alert: Alert): string {
  return `${safeJson(alert)}\n`;
}
