import { isLosslessNumber } from "lossless-json";
import type { JsonValue } from "../../util/json.ts";
import { isRawObject, type RawValue } from "../record/raw-value.ts";

/** The value as plain JSON. A number whose text JavaScript would change (`0.0`, 20 digits) becomes that text. */
export function plainJson(value: RawValue): JsonValue {
  if (isLosslessNumber(value)) return String(Number(value.value)) === value.value ? Number(value.value) : value.value;
  if (Array.isArray(value)) return value.map(plainJson);
  if (!isRawObject(value)) return value as JsonValue;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainJson(each)]));
}
