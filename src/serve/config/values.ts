import { z } from "zod";
import { SourceError } from "../../ingest/sources/source-spec.ts";
import { DAY, HOUR, MINUTE, parseDuration } from "../../util/duration.ts";
import { LEAST_MEMORY, memoryLimit, parseSize } from "../../util/size.ts";
import { describeKind, describeValue } from "./describe-value.ts";
import { wording } from "./wording.ts";

/** A schema for what `parse` makes of a text; undefined, or a SourceError, is an issue. `expected` completes "expected ..., found ...". */
export function text<T>(expected: string, parse: (text: string) => T | undefined): z.ZodType<T> {
  return z.unknown().transform((value, context): T => {
    const parsed = typeof value === "string" ? attempt(() => parse(value)) : undefined;
    if (parsed !== undefined && !(parsed instanceof SourceError)) return parsed;
    const message =
      parsed instanceof SourceError ? parsed.message : `expected ${expected}, found ${describeValue(value)}`;
    context.issues.push({ code: "custom", message, input: value });
    return z.NEVER;
  });
}

function attempt<T>(parse: () => T): T | SourceError {
  try {
    return parse();
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}

function duration(name: string, least: number, most: number): z.ZodType<number> {
  return text(name, (given) => {
    const ms = parseDuration(given);
    return ms !== undefined && ms >= least && ms <= most ? ms : undefined;
  });
}

/** Longer ones overflow timers. */
const LONGEST_TIMER = 24 * DAY;

export const pollInterval = duration("a duration from 50ms to 1h such as 500ms", 50, HOUR);
export const lateness = duration("a duration from 1m to 400d such as 24h", MINUTE, 400 * DAY);
export const timeout = duration("a duration from 100ms to 24d such as 10s", 100, LONGEST_TIMER);
export const digestWindow = duration("a duration from 100ms to 24d such as 5m", 100, LONGEST_TIMER);
/** SQS hides a message for 12 hours at most. */
export const visibility = duration("a duration from 30s to 12h such as 5m", 30_000, 12 * HOUR);

/** Bytes. A plain number is one, too. */
export const size = z.preprocess(numberToText, text("a size such as 64MB", parseSize));

export const memory = z.preprocess(
  numberToText,
  text("a size of 128MB or more such as 1GB", (given) => {
    const bytes = parseSize(given);
    return bytes !== undefined && bytes >= LEAST_MEMORY ? memoryLimit(bytes) : undefined;
  }),
);

function numberToText(value: unknown): unknown {
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
}

export function count(least: number, most: number): z.ZodType<number> {
  return z.unknown().transform((value, context): number => {
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
    const message = `expected a whole number from ${least} to ${most}, found ${describeValue(value)}`;
    context.issues.push({ code: "custom", message, input: value });
    return z.NEVER;
  });
}

export const boolean = z.unknown().transform((value, context): boolean => {
  if (typeof value === "boolean") return value;
  context.issues.push({
    code: "custom",
    message: `expected true or false, found ${describeValue(value)}`,
    input: value,
  });
  return z.NEVER;
});

export const name = text("a text", (given) => (given.trim() === "" ? undefined : given));

/** A path as it is written; the shell's `~` would be a directory of that name here. */
export const path = text("a path (~ is not expanded)", (given) =>
  given.trim() === "" || given.startsWith("~") || given.includes("\0") ? undefined : given,
);

/** Keys are of any spelling, `__proto__` too. */
export function record<T>(
  value: z.ZodType<T>,
  checkKey: (key: string) => string | null,
): z.ZodType<ReadonlyMap<string, T>> {
  return z.unknown().transform((given, context): ReadonlyMap<string, T> => {
    const found = new Map<string, T>();
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      context.issues.push({
        code: "custom",
        message: `expected an object, found ${describeKind(given)}`,
        input: given,
      });
      return z.NEVER;
    }
    for (const [key, each] of Object.entries(given)) {
      const wrong = checkKey(key);
      if (wrong !== null) context.issues.push({ code: "custom", message: wrong, input: each, path: [key] });
      const result = value.safeParse(each, { error: wording });
      if (result.success) found.set(key, result.data);
      else
        for (const { message, path: inner } of result.error.issues)
          context.issues.push({ code: "custom", message, input: each, path: [key, ...inner] });
    }
    return found;
  });
}
