import type { Value } from "./expr.ts";

/** Vocabularies know fields that other logs have: they are missing in every event. */
export function isNeverFilled(value: Value): boolean {
  return (value.kind === "all" || value.kind === "first") && value.values.length === 0;
}
