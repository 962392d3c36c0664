import { createHmac } from "node:crypto";
import type { Severity } from "../../src/rule/rule.ts";
import type { Request } from "./receiver.ts";

/** As docs/notifications.md says what webhooks get; written from there, not with the code that signs. */
export const KEY_HEADER = "idempotency-key";
export const SECRET = "chaos-secret-of-the-test-0123456789";

export function isSigned({ headers, text }: Request): boolean {
  const timestamp = String(headers["x-trailhound-timestamp"] ?? "");
  const digest = createHmac("sha256", SECRET).update(`${timestamp}.${text}`).digest("hex");
  return headers["x-trailhound-signature"] === `v1=${digest}`;
}

/** What the checks look at in a body. */
export interface NoticeBody {
  readonly kind: "opened" | "severity";
  readonly key: string;
  readonly thread: string;
  readonly severity: Severity;
}

export interface DigestBody {
  readonly kind: "digest";
  readonly key: string;
  readonly total: number;
}

/** Null: it is no body of a webhook. */
export function readBody(body: unknown): NoticeBody | DigestBody | null {
  if (typeof body !== "object" || body === null) return null;
  const { kind, key, thread, severity, total } = body as Record<string, unknown>;
  if (typeof key !== "string") return null;
  if (kind === "digest" && typeof total === "number") return { kind, key, total };
  if ((kind !== "opened" && kind !== "severity") || typeof thread !== "string") return null;
  return { kind, key, thread, severity: severity as Severity };
}
