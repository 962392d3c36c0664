import { createHash } from "node:crypto";
import { compareCodePoints } from "../util/code-points.ts";
import type { Notice } from "./channel.ts";

/** The idempotency key of a notice, 64 hex digits: it says what is told where, and nothing of when or how often. */
export function noticeKey({ thread, channel, kind, severity }: Omit<Notice, "key" | "alert">): string {
  return sha256(JSON.stringify(["notice", thread, channel, kind, severity]));
}

/** Of a digest, by the notices that it stands for, in whatever order. */
export function digestKey(keys: readonly string[]): string {
  return sha256(JSON.stringify(["digest", ...[...keys].sort(compareCodePoints)]));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
