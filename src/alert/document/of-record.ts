import type { JsonObject } from "../../util/json.ts";

/**
 * What is read of a record, once for each record object: those behind alerts that grow are asked again with every batch. Records do
 * not change, and what is known of one goes with it.
 */
export function ofRecord<T>(read: (record: JsonObject) => T): (record: JsonObject) => T {
  const known = new WeakMap<JsonObject, { readonly value: T }>();
  return (record) => {
    const found = known.get(record);
    if (found !== undefined) return found.value;
    const value = read(record);
    known.set(record, { value });
    return value;
  };
}
