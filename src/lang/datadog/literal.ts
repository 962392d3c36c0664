import { NUMBER_TEXT } from "../../ir/holds.ts";
import { ipKey } from "../../util/ip.ts";

/** A number that a search compares as one: `-5`, `0.25`, `1e3`. */
export function isNumber(text: string): boolean {
  return NUMBER_TEXT.test(text);
}

/**
 * A number whose equality can be decided as one: at most 15 digits (exact in a double) and no leading zero.
 * `012345678901` is an account, not 12345678901.
 */
export function isExactNumber(text: string): boolean {
  return isNumber(text) && !/^-?0\d/.test(text) && text.replace(/[eE].*$/, "").replace(/\D/g, "").length <= 15;
}

export function isAddress(text: string): boolean {
  return ipKey(text) !== undefined;
}

/** ISO 8601 in UTC of a date, a date with a time (UTC unless it has a zone) or epoch milliseconds; undefined otherwise. */
export function isoTime(text: string): string | undefined {
  if (/^-?\d{1,15}$/.test(text)) return toIso(Number(text));
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[-+]\d\d:\d\d)?)?$/.exec(text);
  if (match === null) return undefined;
  const [, date, time = "00:00", zone = "Z"] = match;
  return toIso(Date.parse(`${date}T${time}${zone}`));
}

function toIso(epoch: number): string | undefined {
  const date = new Date(epoch);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
