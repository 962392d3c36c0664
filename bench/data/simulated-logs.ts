import { join } from "node:path";
import type { Tools } from "../tools.ts";
import { dataSet } from "./data-set.ts";

export interface Logs {
  /** Folder of the gzip files. */
  readonly path: string;
  /** As asked for; the simulation comes within some percent. */
  readonly events: number;
}

/** Of the organisation that all data is of: the same whatever the number of days, so that a longer log is more of the same. */
const EVENTS_PER_DAY = 33_333;
const LEAST_DAYS = 3;
const FILES_PER_DAY = 2;
/** The last day of all logs; slices for lakes come after it. */
export const LAST_DAY = "2026-06-30";

/** The days that `events` events are spread over, and how many that is a day: a small log is of a smaller organisation. */
export function daysOf(events: number): { readonly days: number; readonly perDay: number } {
  const days = Math.max(LEAST_DAYS, Math.round(events / EVENTS_PER_DAY));
  return { days, perDay: Math.round(events / days) };
}

/** Logs of about so many events with attacks in them, in large files: two a day, account and region. */
export async function simulatedLogs(tools: Tools, events: number): Promise<Logs> {
  const { days, perDay } = daysOf(events);
  const parameters = ["--days", `${days}`, "--events-per-day", `${perDay}`, "--files-per-day", `${FILES_PER_DAY}`];
  const all = [...parameters, "--end", LAST_DAY, "--seed", "1", "--attack", "all"];
  const folder = await dataSet(join(tools.data, `events-${events}`), { simulate: all }, async (out) => {
    tools.say(`simulating ${events.toLocaleString("en")} events`);
    await tools.run([...tools.trailhound, "simulate", "--out", out, ...all]);
  });
  return { path: join(folder, "AWSLogs"), events };
}
