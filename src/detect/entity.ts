import type { Field } from "../ir/expr.ts";

/** Field as the rule names it -> value, by position. */
export function entityOf(fields: readonly Field[], values: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map((field, index) => [field.name, values[index] ?? ""]));
}
