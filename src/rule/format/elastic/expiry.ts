import { quote } from "../quote.ts";
import type { Report } from "../report.ts";
import type { Given } from "../shape.ts";

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** Epoch ms of an ISO 8601 time with its zone; null when there is none or when it is wrong. */
export function readExpiry(given: Given<string> | undefined, report: Report): number | null {
  if (!given) return null;
  const time = ISO_TIME.test(given.value) ? Date.parse(given.value) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  report.error(
    "invalid-value",
    given.tree.span,
    `expire_time: expected a time in ISO 8601 with a zone, found ${quote(given.value)}`,
  );
  return null;
}
