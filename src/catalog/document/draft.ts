import type { JsonObject, JsonValue } from "../../util/json.ts";

/** A document while it is put together. */
export interface Draft {
  [key: string]: JsonValue | Draft;
}

/** Sets a dotted path; undefined and empty lists leave the document as it is. A value that stands in the way stays. */
export function put(draft: Draft, path: string, value: JsonValue | undefined): void {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return;
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let at: Draft = draft;
  for (const key of keys) {
    const next = at[key] ?? {};
    if (!isDraft(next)) return;
    at[key] = next;
    at = next;
  }
  at[last] = value;
}

/** The finished document. */
export function finish(draft: Draft): JsonObject {
  return draft as JsonObject;
}

function isDraft(value: JsonValue | Draft): value is Draft {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
