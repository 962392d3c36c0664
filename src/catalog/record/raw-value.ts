import { isLosslessNumber, type LosslessNumber } from "lossless-json";

/** A value of a CloudTrail record as it was parsed: numbers plain, or lossless where JavaScript would change their text. */
export type RawValue = null | boolean | string | number | LosslessNumber | readonly RawValue[] | RawObject;

export interface RawObject {
  readonly [key: string]: RawValue;
}

export function isRawObject(value: RawValue | undefined): value is RawObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}

/** The text of a string, number or boolean; undefined for null, arrays and objects. */
export function scalarText(value: RawValue | undefined): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return isLosslessNumber(value) ? value.value : undefined;
}
