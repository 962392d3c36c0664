const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const ZONED = /^(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-5]):[0-5]\d)$/;
const TO_SECONDS = 19;
/** So that the instant has a four-digit year in UTC, whatever its zone. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 9998;

/**
 * Whether a text is an instant of ISO 8601 with seconds and a zone, on a day that exists: what CloudTrail writes
 * (`2026-01-02T03:04:05Z`), with an optional fraction. Stricter than Date.parse, which rolls 30 February over into March.
 */
export function isInstant(text: string): boolean {
  const zoned = text.length === TO_SECONDS + 1 ? text.endsWith("Z") : ZONED.test(text.slice(TO_SECONDS));
  if (!zoned || text[10] !== "T" || !punctuated(text, 4, "-") || !punctuated(text, 13, ":")) return false;
  const year = number(text, 0) * 100 + number(text, 2);
  const month = number(text, 5);
  const day = number(text, 8);
  const inDay = number(text, 11) < 24 && number(text, 14) < 60 && number(text, 17) < 60;
  return inDay && year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && day >= 1 && day <= daysIn(year, month);
}

function punctuated(text: string, at: number, mark: string): boolean {
  return text[at] === mark && text[at + 3] === mark;
}

/** Two digits; NaN, which fails every comparison, when they are none. */
function number(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
}
