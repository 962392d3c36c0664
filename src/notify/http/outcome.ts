import { HOUR, SECOND } from "../../util/duration.ts";
import type { Sent } from "../channel.ts";
import { RefusedAddress } from "./checked-lookup.ts";
import type { Answer } from "./post.ts";

/** However long a receiver asks to be left alone. */
const LONGEST_WAIT = HOUR;

/** Times out on our side, too early, too many: later it may go through. */
const RETRIED = new Set([408, 425, 429]);

/** What an answer means. `now` in epoch ms. */
export function outcomeOf({ status, retryAfter }: Answer, now: number): Sent {
  if (status >= 200 && status < 300) return { kind: "sent" };
  if (status >= 300 && status < 400)
    return { kind: "refused", reason: `the receiver answers ${status}, a redirect: it is not followed` };
  const reason = `the receiver answers ${status}`;
  if (!RETRIED.has(status) && status < 500) return { kind: "refused", reason };
  const afterMs = waitOf(retryAfter, now);
  return afterMs === null ? { kind: "retry", reason } : { kind: "retry", reason, afterMs };
}

/** RFC 9110, 10.2.3: seconds, or a date. ms from now, 0 to an hour; null without a sound value. */
export function waitOf(retryAfter: string | null, now: number): number | null {
  if (retryAfter === null) return null;
  const wait = /^\d{1,10}$/.test(retryAfter.trim()) ? Number(retryAfter) * SECOND : Date.parse(retryAfter) - now;
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), LONGEST_WAIT);
}

/** When there was no answer. Only codes are told: messages may hold the URL. */
export function failureOf(error: unknown): Sent {
  if (error instanceof RefusedAddress) return { kind: "retry", reason: error.message };
  return { kind: "retry", reason: `the receiver cannot be reached (${codeOf(error)})` };
}

/** `ECONNREFUSED` and the like. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ABORT_ERR") return "no answer in time";
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : "unknown error";
}
