/** The first place at which two JSON values differ, with what stands there; `nothing` for what is not there. */
export interface Difference {
  readonly at: string;
  readonly wanted: string;
  readonly found: string;
}

/** Members in any order are the same. */
export function firstDifference(wanted: unknown, found: unknown, at = ""): Difference | null {
  if (isObject(wanted) && isObject(found) && Array.isArray(wanted) === Array.isArray(found)) {
    const keys = new Set([...Object.keys(wanted), ...Object.keys(found)]);
    for (const key of [...keys].sort()) {
      const inner = firstDifference(wanted[key], found[key], at === "" ? key : `${at}.${key}`);
      if (inner !== null) return inner;
    }
    return null;
  }
  return Object.is(wanted, found) ? null : { at, wanted: shown(wanted), found: shown(found) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const LONGEST = 120;

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, LONGEST);
}
