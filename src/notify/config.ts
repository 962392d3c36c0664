import type { Severity } from "../rule/rule.ts";

/** Where people are told. Names are unique; durations are milliseconds; secrets are their values, not references. */
export type ChannelConfig = WebhookConfig | SlackConfig | SnsConfig | SmtpConfig | StdoutConfig;

interface AnyChannel {
  /** Letters, digits, `-`, `_` and `.`, at most 64: it is part of every notice's key, so another name is another channel. */
  readonly name: string;
  /** Of one attempt, all of it. Default 10 s. */
  readonly timeout?: number;
}

interface HttpChannel extends AnyChannel {
  /** `https:`; `http:` only together with `allowPrivate`. No user or password in it. */
  readonly url: string;
  /** Loopback, private and link-local addresses, and plain `http:`, are allowed. Default false. */
  readonly allowPrivate?: boolean;
}

export interface WebhookConfig extends HttpChannel {
  readonly kind: "webhook";
  /** Signs each request. */
  readonly secret: string;
  /** Sent as well, e.g. `Authorization`; they may not replace trailhound's own. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Slack's incoming webhooks, and what speaks like them. The URL is a secret. */
export interface SlackConfig extends HttpChannel {
  readonly kind: "slack";
}

/** Credentials come from the usual AWS chain. */
export interface SnsConfig extends AnyChannel {
  readonly kind: "sns";
  readonly topicArn: string;
  /** Default: the region in the ARN. */
  readonly region?: string;
  /** Of a compatible server. */
  readonly endpoint?: string;
}

export interface SmtpConfig extends AnyChannel {
  readonly kind: "smtp";
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte (465). `starttls`: required before anything is said (587). `none`: clear text, refused with a password. */
  readonly security: "tls" | "starttls" | "none";
  /** Both or neither. */
  readonly user?: string;
  readonly password?: string;
  /** `soc@example.com` or `Name <soc@example.com>`. */
  readonly from: string;
  readonly to: readonly string[];
}

/** ECS documents on standard output, one a line. */
export interface StdoutConfig extends AnyChannel {
  readonly kind: "stdout";
}

/** Which alerts go where. Of several conditions all must hold; without any, every alert matches. */
export interface RouteConfig {
  /** Names of channels. */
  readonly channels: readonly string[];
  /** At least so severe. */
  readonly severity?: Severity;
  /** Ids or names of rules: one of them. */
  readonly rules?: readonly string[];
  /** Tags of the rule: any of them. */
  readonly tags?: readonly string[];
  /** More notices than so many within the window become digests. Default 20. Of several routes to a channel the smallest counts. */
  readonly digestOver?: number;
  /** ms. Default 5 minutes. Of several routes to a channel the longest counts. */
  readonly digestWindow?: number;
}
