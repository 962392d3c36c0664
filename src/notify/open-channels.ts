import { unreachable } from "../util/invariant.ts";
import type { Channel } from "./channel.ts";
import { slackChannel } from "./channels/slack.ts";
import { smtpChannel } from "./channels/smtp.ts";
import { snsChannel } from "./channels/sns.ts";
import { stdoutChannel } from "./channels/stdout.ts";
import { webhookChannel } from "./channels/webhook.ts";
import { checkChannels } from "./check-config.ts";
import type { ChannelConfig } from "./config.ts";
import { type ChannelHooks, defaultHooks } from "./hooks.ts";

/** By name. Nothing is connected to yet. Throws a NotifyError for a channel that could never work, or not safely. */
export async function openChannels(
  configs: readonly ChannelConfig[],
  hooks: Partial<ChannelHooks> = {},
): Promise<ReadonlyMap<string, Channel>> {
  checkChannels(configs);
  const all = defaultHooks(hooks);
  return new Map(configs.map((config) => [config.name, openChannel(config, all)]));
}

function openChannel(config: ChannelConfig, hooks: ChannelHooks): Channel {
  switch (config.kind) {
    case "webhook":
      return webhookChannel(config, hooks);
    case "slack":
      return slackChannel(config, hooks);
    case "sns":
      return snsChannel(config);
    case "smtp":
      return smtpChannel(config);
    case "stdout":
      return stdoutChannel(config, hooks);
    default:
      return unreachable(config);
  }
}
