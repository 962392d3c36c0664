import { isRawObject, type RawObject, type RawValue, scalarText } from "./raw-value.ts";

/**
 * The texts at a path, with the meaning of the IR's `path` value: arrays on the way and at the end are opened,
 * a key may itself contain dots, objects at the end have no text.
 */
export function leavesAt(value: RawValue | undefined, keys: readonly string[]): string[] {
  return valuesAt(value, keys).flatMap(textsOf);
}

function valuesAt(value: RawValue | undefined, keys: readonly string[]): RawValue[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((each: RawValue) => valuesAt(each, keys));
  if (keys.length === 0) return [value];
  return isRawObject(value) ? below(value, keys) : [];
}

function below(object: RawObject, keys: readonly string[]): RawValue[] {
  const [only = ""] = keys;
  if (keys.length === 1) return Object.hasOwn(object, only) ? valuesAt(object[only], []) : [];
  return keys.flatMap((_, index) => {
    const key = keys.slice(0, index + 1).join(".");
    return Object.hasOwn(object, key) ? valuesAt(object[key], keys.slice(index + 1)) : [];
  });
}

function textsOf(value: RawValue | undefined): string[] {
  const text = scalarText(value);
  return text === undefined ? [] : [text];
}
