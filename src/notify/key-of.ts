import type { Message } from "./channel.ts";

/** The idempotency key that a message is sent under. */
export function keyOf(message: Message): string {
  return message.kind === "alert" ? message.notice.key : message.key;
}
