import type { z } from "zod";
import { fieldErrors } from "./field-errors.ts";
import { type FieldError, Problem } from "./problem.ts";

/** The value as the schema has it; throws a Problem that names every field that is wrong. */
export function checkInput<T extends z.ZodObject>(schema: T, value: unknown, place: FieldError["in"]): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = fieldErrors(result.error, { in: place, value, known: Object.keys(schema.shape) });
  throw new Problem("invalid-request", sentence(errors), { errors });
}

function sentence(errors: readonly FieldError[]): string {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  if (first === undefined) return "the request cannot be understood";
  return `${first.in}${first.field === "" ? "" : ` ${first.field}`}: ${first.message}${more}`;
}
