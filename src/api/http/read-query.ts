import { z } from "zod";
import { printableShort } from "../../alert/printable.ts";
import { type FieldError, Problem } from "./problem.ts";

/**
 * The parameters of a URL as values that the schema can check: lists of what may be given more than once, numbers where the schema
 * has numbers. A parameter that is given twice and is no list is refused.
 */
export function readQuery(parameters: URLSearchParams, schema: z.ZodObject): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = Object.create(null);
  for (const name of new Set(parameters.keys())) {
    const texts = parameters.getAll(name);
    const type = typeOf(Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined);
    if (type === "array") values[name] = texts;
    else if (texts.length > 1) throw twice(name);
    else values[name] = type === "number" ? numberOf(texts[0] ?? "") : texts[0];
  }
  return values;
}

/** `array`, `number`, `string`: below what makes a parameter optional or gives it a value. */
function typeOf(schema: z.core.$ZodType | undefined): string {
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodDefault) return typeOf(schema.unwrap());
  return schema === undefined ? "string" : schema._zod.def.type;
}

/** Texts that are no whole number stay, and are refused by the schema. */
function numberOf(text: string): number | string {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function twice(name: string): Problem {
  const field = printableShort(name, 100);
  const error: FieldError = { in: "query", field, message: "is given more than once", hint: null };
  return new Problem("invalid-request", `query ${field}: is given more than once`, { errors: [error] });
}
