import type { z } from "zod";
import { describeKind, describeValue } from "./describe-value.ts";

/** Zod's own issues in our words; issues of our schemas bring theirs along. */
export const wording: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${KINDS[issue.expected] ?? issue.expected}, found ${describeKind(issue.input)}`;
    case "invalid_value":
      return `expected ${oneOf(issue.values.map(String))}, found ${describeValue(issue.input)}`;
    case "too_small":
      return "expected at least one";
    default:
      return undefined;
  }
};

const KINDS: Readonly<Record<string, string>> = { array: "a list", object: "an object", string: "a text" };

export function oneOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
