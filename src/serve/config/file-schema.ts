import { z } from "zod";
import { parseListen } from "../../api/auth/listen.ts";
import { ROLES } from "../../api/auth/role.ts";
import { TOKEN_HASH, TOKEN_ID, TOKEN_NAME } from "../../api/auth/token.ts";
import { channelSchema, routeSchema } from "./notify-schema.ts";
import { sourceSchema } from "./source-schema.ts";
import { strict } from "./strict.ts";
import { boolean, count, lateness, memory, path, pollInterval, record, size, text } from "./values.ts";

const matching = (pattern: RegExp, expected: string): z.ZodType<string> =>
  text(expected, (given) => (pattern.test(given) ? given : undefined));

/** The token itself, put here by mistake, is not repeated. */
const hash = z.unknown().transform((value, context): string => {
  if (typeof value === "string" && TOKEN_HASH.test(value)) return value;
  const message = "expected sha256: and 64 hex digits, as `trailhound token create` prints them";
  context.issues.push({ code: "custom", message, input: value });
  return z.NEVER;
});

const token = strict({
  id: matching(TOKEN_ID, "12 hex digits, as `trailhound token create` prints them"),
  name: matching(TOKEN_NAME, "a name of 1 to 64 of A-Z a-z 0-9 . _ @ -"),
  role: z.enum(ROLES),
  hash,
});

export const listen = text("HOST:PORT such as 127.0.0.1:8600", (given) => parseListen(given) ?? undefined);

/** 1 to 256, as `scan --threads`. */
export const threads = count(1, 256);

/** The file. Every key may be left out. */
export const fileSchema = strict({
  sources: z.exactOptional(z.array(sourceSchema)),
  poll: z.exactOptional(pollInterval),
  rules: z.exactOptional(z.array(path)),
  builtin: z.exactOptional(boolean),
  include_disabled: z.exactOptional(boolean),
  suppressions: z.exactOptional(z.array(path)),
  mmdb: z.exactOptional(z.array(path)),
  lateness: z.exactOptional(lateness),
  rule_lateness: z.exactOptional(record(lateness, (id) => (id.trim() === "" ? "expected the id of a rule" : null))),
  batch: z.exactOptional(strict({ files: z.exactOptional(count(1, 100_000)), bytes: z.exactOptional(size) })),
  memory: z.exactOptional(memory),
  threads: z.exactOptional(threads),
  listen: z.exactOptional(listen),
  tokens: z.exactOptional(z.array(token)),
  channels: z.exactOptional(z.array(channelSchema)),
  routes: z.exactOptional(z.array(routeSchema)),
});

export type FileConfig = z.output<typeof fileSchema>;
