import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.ts";

/**
 * Every text of a document by its dotted field name (`user.name` -> `["Alice"]`), in document order; lists are opened,
 * numbers and booleans are their text, nulls and empty containers are left out.
 */
export function flattenDocument(document: JsonObject): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  flatten(document, "", fields);
  return fields;
}

function flatten(value: JsonValue, name: string, fields: Map<string, string[]>): void {
  if (Array.isArray(value)) {
    for (const each of value) flatten(each, name, fields);
  } else if (isJsonObject(value)) {
    for (const [key, each] of Object.entries(value)) flatten(each, name === "" ? key : `${name}.${key}`, fields);
  } else if (value !== null) {
    const texts = fields.get(name) ?? [];
    texts.push(String(value));
    fields.set(name, texts);
  }
}
