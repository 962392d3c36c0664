import { isJsonObject, type JsonValue } from "../../util/json.ts";

const MOST_ELEMENTS = 10_000;
/** Lists in lists: deeper ones hold nothing that a rule could name. */
const DEEPEST_LIST = 64;

/**
 * The leaves at a dotted path, as text, in document order; none when the path is missing or null. Arrays on the way and at the
 * end are opened, and a key may itself contain dots, as in `ir`'s path value.
 */
export function readPath(document: JsonValue, path: string): readonly string[] {
  return readKeys(document, path.split("."));
}

export function readKeys(document: JsonValue, keys: readonly string[]): readonly string[] {
  const leaves: string[] = [];
  for (const value of reach(document, keys)) addLeaves(value, leaves, 0);
  return leaves;
}

/** What stands at a dotted path, arrays at its end unopened. */
export function valuesAt(document: JsonValue, path: string): readonly JsonValue[] {
  return reach(document, path.split("."));
}

/** The first leaf; null when there is none. */
export function firstAt(document: JsonValue, path: string): string | null {
  return readPath(document, path)[0] ?? null;
}

function reach(document: JsonValue, keys: readonly string[]): readonly JsonValue[] {
  const found: JsonValue[] = [];
  descend(document, keys, found);
  return found;
}

function descend(value: JsonValue, keys: readonly string[], found: JsonValue[], depth = 0): void {
  if (found.length >= MOST_ELEMENTS || depth > DEEPEST_LIST) return;
  if (keys.length === 0) {
    found.push(value);
  } else if (Array.isArray(value)) {
    for (const each of value as readonly JsonValue[]) descend(each, keys, found, depth + 1);
  } else if (isJsonObject(value)) {
    for (let taken = 1; taken <= keys.length; taken++) {
      const key = keys.slice(0, taken).join(".");
      if (Object.hasOwn(value, key)) descend(value[key] ?? null, keys.slice(taken), found);
    }
  }
}

function addLeaves(value: JsonValue, leaves: string[], depth: number): void {
  if (depth > DEEPEST_LIST) return;
  if (Array.isArray(value)) {
    for (const each of value as readonly JsonValue[]) addLeaves(each, leaves, depth + 1);
  } else if (value !== null && typeof value !== "object" && leaves.length < MOST_ELEMENTS) {
    leaves.push(String(value));
  }
}
