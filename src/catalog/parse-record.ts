import { LosslessNumber, parse } from "lossless-json";
import { isRawObject, type RawObject, type RawValue } from "./record/raw-value.ts";

/** Objects and arrays inside each other; CloudTrail's own records stay below 20. */
export const DEEPEST_JSON = 200;

/** A number that JavaScript prints otherwise: a fraction, an exponent, or more digits than a double holds. Linear. */
const CHANGED_NUMBER = /[:,[]\s*-?\d+(?:[.eE]|\d{15})|^\s*-?\d+(?:[.eE]|\d{15})/;

/**
 * One CloudTrail record from its JSON text, for `toDocument` and the derivations. Numbers keep their text.
 * Throws a SyntaxError when it is not JSON, not an object, or deeper than `DEEPEST_JSON`.
 */
export function parseRecord(text: string): RawObject {
  const value = parseRaw(text);
  if (!isRawObject(value)) throw new SyntaxError("a CloudTrail record is a JSON object");
  return value;
}

/** Any JSON text; the errors of `parseRecord`. Of repeated keys the last one counts, as in `JSON.parse`. */
export function parseRaw(text: string): RawValue {
  if (isDeeper(text, DEEPEST_JSON)) throw new SyntaxError(`JSON deeper than ${DEEPEST_JSON} levels`);
  if (!CHANGED_NUMBER.test(text)) return JSON.parse(text) as RawValue;
  const onDuplicateKey = ({ newValue }: { newValue: unknown }) => newValue;
  return parse(text, undefined, { parseNumber, onDuplicateKey }) as RawValue;
}

function parseNumber(text: string): number | LosslessNumber {
  return String(Number(text)) === text ? Number(text) : new LosslessNumber(text);
}

function isDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (inString) {
      if (unit === 0x5c) i++;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x7b || unit === 0x5b) {
      depth++;
      if (depth > limit) return true;
    } else if (unit === 0x7d || unit === 0x5d) depth--;
  }
  return false;
}
