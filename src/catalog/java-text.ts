import { hashMapOrder } from "./java-hash-map.ts";
import { javaNumber } from "./java-number.ts";
import { parseRaw } from "./parse-record.ts";
import { isMissingText } from "./record/prune.ts";
import { isRawObject, type RawObject, type RawValue, scalarText } from "./record/raw-value.ts";

/**
 * What Elastic's `aws.cloudtrail.request_parameters` (and its three siblings) holds for the JSON text of that object:
 * Java's `Map.toString()` in `HashMap` order, after pruning (null, `""`, `"-"`, `"none"`, empty containers); the
 * pruned keys still count for the order. `""` when nothing is left. Never throws: text that is not JSON, or deeper
 * than `DEEPEST_JSON`, comes back as it is.
 */
export function javaText(jsonText: string): string {
  let value: RawValue;
  try {
    value = parseRaw(jsonText);
  } catch (error) {
    if (error instanceof SyntaxError) return jsonText;
    throw error;
  }
  return javaTextOf(value) ?? "";
}

/** As `javaText`, of a parsed value; undefined when pruning leaves nothing. */
export function javaTextOf(value: RawValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return isMissingText(value) ? undefined : value;
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return listText(value);
  if (isRawObject(value)) return mapText(value);
  return javaNumber(scalarText(value) ?? "");
}

function listText(list: readonly RawValue[]): string | undefined {
  const items = list.map(javaTextOf).filter((item) => item !== undefined);
  return items.length === 0 ? undefined : `[${items.join(", ")}]`;
}

function mapText(map: RawObject): string | undefined {
  const entries: string[] = [];
  for (const key of hashMapOrder(Object.keys(map))) {
    const text = javaTextOf(map[key]);
    if (text !== undefined) entries.push(`${key}=${text}`);
  }
  return entries.length === 0 ? undefined : `{${entries.join(", ")}}`;
}
