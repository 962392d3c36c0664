import { isMissingText } from "./prune.ts";
import { isRawObject, type RawValue, scalarText } from "./raw-value.ts";

/** The value at a path of object keys; arrays are not opened. */
export function valueAt(value: RawValue | undefined, path: string): RawValue | undefined {
  let at = value;
  for (const key of path.split(".")) {
    if (!isRawObject(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

/** The text of the scalar at a path; undefined when it is missing, not a scalar, or `""`, `"-"`, `"none"`. */
export function textAt(value: RawValue | undefined, path: string): string | undefined {
  const text = scalarText(valueAt(value, path));
  return text === undefined || isMissingText(text) ? undefined : text;
}
