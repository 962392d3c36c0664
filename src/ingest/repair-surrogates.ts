import { BACKSLASH, LETTER_U } from "./byte.ts";

const REPLACEMENT = new TextEncoder().encode("\\ufffd");
const ESCAPE_LENGTH = REPLACEMENT.length;

/**
 * JSON text in which each `\u` escape of half a surrogate pair is replaced by `\ufffd`, or null when there is none. Such an
 * escape is legal JSON, but no Unicode text has it, and strict parsers refuse the whole document. The length stays.
 */
export function repairSurrogates(json: Uint8Array): Uint8Array | null {
  let repaired: Uint8Array | null = null;
  for (let at = json.indexOf(BACKSLASH); at !== -1; at = json.indexOf(BACKSLASH, at)) {
    const unit = escapedUnit(json, at);
    if (unit === undefined) at += 2;
    else if (!isSurrogate(unit)) at += ESCAPE_LENGTH;
    else if (isHigh(unit) && isLow(escapedUnit(json, at + ESCAPE_LENGTH))) at += 2 * ESCAPE_LENGTH;
    else {
      repaired ??= new Uint8Array(json);
      repaired.set(REPLACEMENT, at);
      at += ESCAPE_LENGTH;
    }
  }
  return repaired;
}

/** The UTF-16 unit of a `\uXXXX` escape at this place. */
function escapedUnit(json: Uint8Array, at: number): number | undefined {
  if (json[at] !== BACKSLASH || json[at + 1] !== LETTER_U) return undefined;
  const unit = Number.parseInt(String.fromCharCode(...json.subarray(at + 2, at + ESCAPE_LENGTH)), 16);
  return Number.isNaN(unit) ? undefined : unit;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function isHigh(unit: number): boolean {
  return unit < 0xdc00;
}

function isLow(unit: number | undefined): boolean {
  return unit !== undefined && unit >= 0xdc00 && unit <= 0xdfff;
}
