import type { JsonValue } from "../../util/json.ts";

/** An object under construction, without a prototype: `__proto__` in event data is a key like any other. */
export interface Draft {
  [key: string]: JsonValue | Draft;
}

export function emptyDraft(): Draft {
  return Object.create(null) as Draft;
}

/** Sets a value at a path of keys; where a leaf already stands in the way, the rest of the path becomes one dotted key beside it. */
export function setPath(target: Draft, keys: readonly string[], value: JsonValue): void {
  const [key = "", ...rest] = keys;
  const child = target[key];
  if (rest.length === 0) {
    target[isDraft(child) ? `${key}.` : key] = value;
  } else if (child === undefined) {
    const made = emptyDraft();
    target[key] = made;
    setPath(made, rest, value);
  } else if (isDraft(child)) {
    setPath(child, rest, value);
  } else {
    target[keys.join(".")] = value;
  }
}

function isDraft(value: JsonValue | Draft | undefined): value is Draft {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;
}
