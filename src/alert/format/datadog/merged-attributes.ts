import { isJsonObject, type JsonObject, type JsonValue } from "../../../util/json.ts";
import { type Draft, emptyDraft, setPath } from "../../document/set-path.ts";

/** An attribute with more distinct values over the matched events is left out and named instead. */
const MOST_VALUES = 10;
const DEEPEST = 64;

export interface MergedAttributes {
  readonly attributes: JsonObject;
  /** Dotted names of what was left out, sorted. */
  readonly highCardinality: readonly string[];
}

interface Leaf {
  readonly keys: readonly string[];
  readonly values: Map<string, JsonValue>;
}

/**
 * The attributes of all documents together: one value where they agree, a list of the distinct ones where they do not.
 * List elements of one event count as values of their attribute.
 */
export function mergeAttributes(documents: readonly JsonObject[]): MergedAttributes {
  const leaves = new Map<string, Leaf>();
  for (const document of documents) collect(document, [], leaves);
  const attributes = emptyDraft();
  const highCardinality: string[] = [];
  for (const { keys, values } of leaves.values()) {
    const [only = null] = values.values();
    if (values.size > MOST_VALUES) highCardinality.push(keys.join("."));
    else setPath(attributes, keys, values.size === 1 ? only : [...values.values()]);
  }
  return { attributes: plain(attributes), highCardinality: highCardinality.sort() };
}

function collect(value: JsonValue, keys: readonly string[], leaves: Map<string, Leaf>): void {
  if (keys.length > DEEPEST || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value as readonly JsonValue[]) if (!Array.isArray(each)) collect(each, keys, leaves);
  } else if (isJsonObject(value)) {
    for (const [key, child] of Object.entries(value)) collect(child, [...keys, key], leaves);
  } else {
    const name = JSON.stringify(keys);
    const leaf = leaves.get(name) ?? { keys, values: new Map<string, JsonValue>() };
    leaf.values.set(JSON.stringify(value), value);
    leaves.set(name, leaf);
  }
}

function plain(draft: Draft): JsonObject {
  return { ...(draft as JsonObject) };
}
