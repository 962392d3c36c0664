import { SECOND } from "../../util/duration.ts";
import type { SlackConfig, WebhookConfig } from "../config.ts";
import type { ChannelHooks } from "../hooks.ts";
import type { HttpTarget } from "./post.ts";

/** Of one attempt, on every channel that does not say otherwise. */
export const DEFAULT_TIMEOUT = 10 * SECOND;

export function httpTarget(config: WebhookConfig | SlackConfig, { resolve }: ChannelHooks): HttpTarget {
  const { url, allowPrivate = false, timeout = DEFAULT_TIMEOUT } = config;
  return { url: new URL(url), allowPrivate, timeout, resolve };
}
