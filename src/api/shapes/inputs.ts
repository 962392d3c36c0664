import { z } from "zod";
import { parseInstant } from "../../util/iso-time.ts";

/** `2026-03-01T10:00:00Z`, with its zone; as epoch ms. */
export const timeInput = z
  .string()
  .max(40)
  .transform((text, context) => {
    const ms = parseInstant(text);
    if (ms !== undefined) return ms;
    context.addIssue({ code: "custom", message: "expected a time with its zone: 2026-03-01T10:00:00Z" });
    return z.NEVER;
  })
  .meta({ format: "date-time" });

const NOT_TEXT = "expected text without control characters";

/** One line: no control characters. */
export function lineInput(most: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), NOT_TEXT);
}

/** Lines: no control characters but line breaks and tabs. */
export function linesInput(most: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed() && !/(?![\n\r\t])\p{Cc}/u.test(text), NOT_TEXT);
}

export const nothing = z.strictObject({});

export const idPath = z.strictObject({ id: lineInput(200) });
