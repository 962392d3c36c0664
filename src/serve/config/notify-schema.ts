import { z } from "zod";
import { SEVERITIES } from "../../rule/rule.ts";
import { isJsonObject } from "../../util/json.ts";
import { describeKind, describeValue } from "./describe-value.ts";
import { maybeSecret, secret } from "./secret-reference.ts";
import { httpUrl } from "./source-schema.ts";
import { chosen, strict } from "./strict.ts";
import { boolean, count, digestWindow, name, record, text, timeout } from "./values.ts";
import { oneOf } from "./wording.ts";

const any = {
  name: text("a name of 1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit", (given) =>
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(given) ? given : undefined,
  ),
  timeout: z.exactOptional(timeout),
};

const http = { allow_private: z.exactOptional(boolean) };

/** Values of these headers are secrets. */
const SECRET_HEADER = /auth|token|secret|key|cookie|signature/i;

const webhook = strict({
  ...any,
  ...http,
  kind: z.literal("webhook"),
  url: maybeSecret,
  secret,
  headers: z.exactOptional(record(maybeSecret, () => null)),
}).superRefine(({ headers }, context) => {
  for (const [header, value] of headers ?? []) {
    if (typeof value !== "string" || !SECRET_HEADER.test(header)) continue;
    const message = "the value of this header is a secret: give {env: NAME} or {file: PATH}";
    context.addIssue({ code: "custom", message, path: ["headers", header] });
  }
});

const slack = strict({ ...any, ...http, kind: z.literal("slack"), url: secret });

const sns = strict({
  ...any,
  kind: z.literal("sns"),
  topic_arn: name,
  region: z.exactOptional(name),
  endpoint: z.exactOptional(text("an http: or https: URL", httpUrl)),
});

const smtp = strict({
  ...any,
  kind: z.literal("smtp"),
  host: name,
  port: z.exactOptional(count(1, 65_535)),
  security: z.exactOptional(z.enum(["tls", "starttls", "none"])),
  user: z.exactOptional(name),
  password: z.exactOptional(secret),
  from: name,
  to: z.array(name).min(1),
});

const stdout = strict({ ...any, kind: z.literal("stdout") });

const KINDS = { webhook, slack, sns, smtp, stdout };

/** A channel as the file has it: secrets are yet to be read. */
export type WrittenChannel = z.output<(typeof KINDS)[keyof typeof KINDS]>;

function isKind(kind: unknown): kind is keyof typeof KINDS {
  return typeof kind === "string" && Object.hasOwn(KINDS, kind);
}

export const CHANNEL_KINDS = Object.keys(KINDS);

/** `kind` tells what else is in it. */
export const channelSchema: z.ZodType<WrittenChannel> = chosen<WrittenChannel>((value) => {
  if (!isJsonObject(value)) return { refusal: `expected an object, found ${describeKind(value)}` };
  const { kind } = value;
  if (isKind(kind)) return KINDS[kind];
  return { refusal: `expected ${oneOf(CHANNEL_KINDS)}, found ${describeValue(kind)}`, at: "kind" };
});

export const routeSchema = strict({
  channels: z.array(name).min(1),
  severity: z.exactOptional(z.enum(SEVERITIES)),
  rules: z.exactOptional(z.array(name).min(1)),
  tags: z.exactOptional(z.array(name).min(1)),
  digest_over: z.exactOptional(count(0, 1_000_000)),
  digest_window: z.exactOptional(digestWindow),
});

export type WrittenRoute = z.output<typeof routeSchema>;
