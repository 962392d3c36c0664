import { isoTime } from "../alert/iso-time.ts";

/** `2026-03-01 10:00:00Z` of an ISO time or epoch ms: seconds are enough for people. */
export function utcText(time: string | number): string {
  const iso = typeof time === "number" ? isoTime(time) : time;
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;
}
