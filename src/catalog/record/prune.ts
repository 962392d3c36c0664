import { isRawObject, type RawObject, type RawValue } from "./raw-value.ts";

const MISSING: ReadonlySet<RawValue> = new Set(["", "-", "none"]);

/** Whether Elastic's pipeline removes this text: it stands for "no value" in many AWS logs. */
export function isMissingText(text: string): boolean {
  return MISSING.has(text);
}

/**
 * The value without null, `""`, `"-"`, `"none"`, and without what is then empty; undefined when nothing is left.
 * Source: reference of the AWS integration 8.x, order of work, step 3.
 */
export function prune(value: RawValue | undefined): RawValue | undefined {
  if (value === undefined || value === null || MISSING.has(value)) return undefined;
  if (Array.isArray(value)) {
    const kept = value.map(prune).filter((each) => each !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  return isRawObject(value) ? pruneObject(value) : value;
}

function pruneObject(object: RawObject): RawObject | undefined {
  const kept: [string, RawValue][] = [];
  for (const [key, value] of Object.entries(object)) {
    const pruned = prune(value);
    if (pruned !== undefined) kept.push([key, pruned]);
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
