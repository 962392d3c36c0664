import { DAY } from "../../src/util/duration.ts";
import type { EventRow } from "./rows.ts";

const NOON = Date.UTC(2026, 4, 1, 12);

/** At noon, so many days after the first one. */
export function eventOn(day: number, event_id: string, event_name: string): EventRow {
  return { event_time: NOON + day * DAY, event_id, account: "1", event_name };
}

/** What a lake holds before a delivery. */
export const BEFORE: readonly EventRow[] = [eventOn(0, "a", "One"), eventOn(1, "b", "One"), eventOn(1, "c", "One")];
