import { createHmac } from "node:crypto";
import { SECOND } from "../../util/duration.ts";
import { jsonBody } from "../body.ts";
import type { Channel, Message } from "../channel.ts";
import type { WebhookConfig } from "../config.ts";
import type { ChannelHooks } from "../hooks.ts";
import { httpChannel } from "../http/http-channel.ts";
import { keyOf } from "../key-of.ts";

const LARGEST_BODY = 1_000_000;

/** Posts signed JSON. */
export function webhookChannel(config: WebhookConfig, hooks: ChannelHooks): Channel {
  return httpChannel(config, hooks, (message) => {
    const body = jsonBody(message, LARGEST_BODY);
    return { headers: { ...config.headers, ...ownHeaders(message, body, config.secret, hooks.now()) }, body };
  });
}

function ownHeaders(message: Message, body: string, secret: string, now: number): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / SECOND));
  return {
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
    "User-Agent": "trailhound",
    "Idempotency-Key": keyOf(message),
    "X-Trailhound-Timestamp": timestamp,
    "X-Trailhound-Signature": `v1=${signatureOf(secret, timestamp, body)}`,
  };
}

/** HMAC-SHA256 over `timestamp.body`, in hex: the timestamp is signed as well, so that an old request cannot pass for a new one. */
function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
}
