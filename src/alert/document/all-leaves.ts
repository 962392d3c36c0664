import type { JsonValue } from "../../util/json.ts";

const MOST_LEAVES = 10_000;
const DEEPEST = 64;

/** Every leaf of a document, as text, in document order; at most 10,000. */
export function allLeaves(document: JsonValue): readonly string[] {
  const leaves: string[] = [];
  collect(document, leaves, 0);
  return leaves;
}

function collect(value: JsonValue, leaves: string[], depth: number): void {
  if (value === null || depth > DEEPEST || leaves.length >= MOST_LEAVES) return;
  if (typeof value !== "object") {
    leaves.push(String(value));
    return;
  }
  for (const child of Object.values(value) as readonly JsonValue[]) collect(child, leaves, depth + 1);
}
