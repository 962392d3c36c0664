const LONGEST_SHOWN = 60;

/** What kind of value it is: for places where the value itself may be a secret. */
export function describeKind(value: unknown): string {
  if (typeof value === "string") return "a text";
  return typeof value === "number" || typeof value === "bigint" ? "a number" : describeValue(value);
}

/** A value of the file in words. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "an empty value";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  const shown = JSON.stringify(value) ?? "something else";
  return shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}...` : shown;
}
