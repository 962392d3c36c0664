import type { ChannelConfig, RouteConfig, SmtpConfig, WebhookConfig } from "../../notify/config.ts";
import type { WrittenChannel, WrittenRoute } from "./notify-schema.ts";
import type { SecretReader } from "./read-secrets.ts";
import type { Path } from "./read-yaml.ts";

/** Submission (587) requires STARTTLS; with TLS from the first byte it is 465; clear text is 25. */
const PORTS = { starttls: 587, tls: 465, none: 25 } as const;

/** The channel with its secrets. `path`: of the channel in the file. */
export async function channelOf(written: WrittenChannel, path: Path, secrets: SecretReader): Promise<ChannelConfig> {
  const at = (key: string): Path => [...path, key];
  switch (written.kind) {
    case "webhook":
      return webhookOf(written, path, secrets);
    case "slack": {
      const { allow_private, ...rest } = written;
      return { ...rest, ...privateOf(allow_private), url: await secrets.read(written.url, at("url")) };
    }
    case "sns": {
      const { topic_arn, ...rest } = written;
      return { ...rest, topicArn: topic_arn };
    }
    case "smtp": {
      const { password, security = "starttls", port = PORTS[security], ...rest } = written;
      const base: SmtpConfig = { ...rest, security, port };
      return password === undefined ? base : { ...base, password: await secrets.read(password, at("password")) };
    }
    case "stdout":
      return written;
  }
}

type Written<K extends WrittenChannel["kind"]> = Extract<WrittenChannel, { readonly kind: K }>;

async function webhookOf(written: Written<"webhook">, path: Path, secrets: SecretReader): Promise<WebhookConfig> {
  const { allow_private, headers, ...rest } = written;
  const url = await secrets.read(written.url, [...path, "url"]);
  const secret = await secrets.read(written.secret, [...path, "secret"]);
  const read: [string, string][] = [];
  for (const [name, value] of headers ?? []) read.push([name, await secrets.read(value, [...path, "headers", name])]);
  const base = { ...rest, ...privateOf(allow_private), url, secret };
  return headers === undefined ? base : { ...base, headers: Object.fromEntries(read) };
}

function privateOf(allow: boolean | undefined): { readonly allowPrivate?: boolean } {
  return allow === undefined ? {} : { allowPrivate: allow };
}

export function routeOf({ digest_over, digest_window, ...rest }: WrittenRoute): RouteConfig {
  return {
    ...rest,
    ...(digest_over !== undefined && { digestOver: digest_over }),
    ...(digest_window !== undefined && { digestWindow: digest_window }),
  };
}
