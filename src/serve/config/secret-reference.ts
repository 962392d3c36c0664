import { z } from "zod";
import { strict } from "./strict.ts";
import { name, path } from "./values.ts";

/** Where a secret is to be read. */
export type SecretReference = { readonly env: string } | { readonly file: string };

const ADVICE = "secrets do not stand in this file: give {env: NAME} or {file: PATH}";

const reference = z.union([strict({ env: name }), strict({ file: path })]);

/** A secret, never inline. No message repeats what was given. */
export const secret = z.unknown().transform((value, context): SecretReference => {
  const result = reference.safeParse(value);
  if (result.success) return result.data;
  const message = value === undefined ? "expected {env: NAME} or {file: PATH}, found nothing" : ADVICE;
  context.issues.push({ code: "custom", message, input: value });
  return z.NEVER;
});

/** A text that may be secret: inline, or where it is to be read. */
export const maybeSecret = z.unknown().transform((value, context): string | SecretReference => {
  if (typeof value === "string") return value;
  const result = reference.safeParse(value);
  if (result.success) return result.data;
  const message = "expected a text, {env: NAME} or {file: PATH}";
  context.issues.push({ code: "custom", message, input: value });
  return z.NEVER;
});
