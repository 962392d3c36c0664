import type { IsoTime } from "./alert.ts";

const LATEST = 8.64e15;

/** Epoch ms as ISO 8601; times beyond what a date can hold become the nearest one that it can. */
export function isoTime(ms: number): IsoTime {
  const within = Math.max(-LATEST, Math.min(LATEST, Math.round(ms)));
  return new Date(within).toISOString();
}
