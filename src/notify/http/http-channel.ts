import type { Channel, Message, Sent } from "../channel.ts";
import type { SlackConfig, WebhookConfig } from "../config.ts";
import type { ChannelHooks } from "../hooks.ts";
import { failureOf, outcomeOf } from "./outcome.ts";
import { post } from "./post.ts";
import { httpTarget } from "./target.ts";

/** What is posted for a message. */
export interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A channel that posts each message to the URL of its configuration. */
export function httpChannel(
  config: WebhookConfig | SlackConfig,
  hooks: ChannelHooks,
  requestOf: (message: Message) => HttpRequest,
): Channel {
  const target = httpTarget(config, hooks);
  return {
    name: config.name,
    send: async (message, signal): Promise<Sent> => {
      const { headers, body } = requestOf(message);
      try {
        return outcomeOf(await post(target, headers, body, signal), hooks.now());
      } catch (error) {
        return failureOf(error);
      }
    },
    close: async () => undefined,
  };
}
