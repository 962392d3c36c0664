import { z } from "zod";
import { wording } from "./wording.ts";

/** An object with these keys and no others. The message of an unknown key is the JSON of those that are known: see issueDiagnostics. */
export function strict<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  return z.strictObject(shape, {
    error: ({ code }) => (code === "unrecognized_keys" ? JSON.stringify(Object.keys(shape)) : undefined),
  });
}

/** Hands the value on to the schema that `pick` chooses by looking at it; a text is an issue. */
export function chosen<T>(pick: (value: unknown) => z.ZodType<T> | Refusal): z.ZodType<T> {
  return z.unknown().transform((value, context): T => {
    const schema = pick(value);
    if ("refusal" in schema) {
      const { refusal: message, at } = schema;
      context.issues.push({ code: "custom", message, input: value, path: at === undefined ? [] : [at] });
      return z.NEVER;
    }
    const result = schema.safeParse(value, { error: wording });
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      context.issues.push({ ...issue, path: [...issue.path], input: value } as z.core.$ZodRawIssue);
    }
    return z.NEVER;
  });
}

export interface Refusal {
  readonly refusal: string;
  /** Key of the value that is meant. */
  readonly at?: string;
}
