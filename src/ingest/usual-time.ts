import { QUOTE } from "./byte.ts";
import { isInstant } from "./instant.ts";

/** `"2026-01-02T03:04:05Z"` with its quotes. */
const LENGTH = 22;
const DAY_LENGTH = 10;
const DAY = 86_400_000;
const NO_DAY = "";

/** The day that was read last, and its midnight in epoch ms: events come by the day. */
const known = { text: NO_DAY, bytes: new Uint8Array(DAY_LENGTH), midnight: 0 };

/** Epoch ms of such a string; NaN for every other. */
export function usualTime(bytes: Uint8Array, from: number, to: number): number {
  const start = from + 1;
  if (to - from !== LENGTH || bytes[from] !== QUOTE || bytes[start + 10] !== 0x54 || bytes[start + 19] !== 0x5a) {
    return Number.NaN;
  }
  if (bytes[start + 13] !== 0x3a || bytes[start + 16] !== 0x3a || !isKnownDay(bytes, start)) return Number.NaN;
  const [hour, minute, second] = [two(bytes, start + 11), two(bytes, start + 14), two(bytes, start + 17)];
  // NaN fails each comparison
  if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN;
  return known.midnight + hour * 3_600_000 + minute * 60_000 + second * 1000;
}

function isKnownDay(bytes: Uint8Array, start: number): boolean {
  if (known.text !== NO_DAY && isSameDay(bytes, start)) return true;
  const text = String.fromCharCode(...bytes.subarray(start, start + DAY_LENGTH));
  if (!isInstant(`${text}T00:00:00Z`)) return false;
  known.text = text;
  known.bytes.set(bytes.subarray(start, start + DAY_LENGTH));
  known.midnight = Math.round(Date.parse(`${text}T00:00:00Z`) / DAY) * DAY;
  return true;
}

function isSameDay(bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < DAY_LENGTH; i++) if (bytes[start + i] !== known.bytes[i]) return false;
  return true;
}

function two(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - 0x30;
  const ones = (bytes[at + 1] as number) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
