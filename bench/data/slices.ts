import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DAY, MINUTE } from "../../src/util/duration.ts";
import type { Tools } from "../tools.ts";
import { dataSet } from "./data-set.ts";
import { logFiles, packed, readRecords, type TrailRecord } from "./records.ts";
import { daysOf, LAST_DAY } from "./simulated-logs.ts";

const WINDOW = 5 * MINUTE;
const START = Date.parse(`${LAST_DAY}T00:00:00Z`) + DAY;

/**
 * Files of `size` events each, for consecutive five-minute windows from the end of all logs on. The events are of the same organisation: those of the
 * next days, each window an even sample of them all, moved into the window. So everybody does at once what takes them a day.
 */
export async function slices(tools: Tools, events: number, count: number, size: number): Promise<string[]> {
  const name = (index: number): string => `slice-${String(index).padStart(3, "0")}.json.gz`;
  const folder = await dataSet(join(tools.data, `slices-${events}`), { events, count, size }, async (out) => {
    tools.say(`writing ${count} slices of ${size.toLocaleString("en")} events`);
    const records = await nextDays(tools, join(out, "days"), events, count * size);
    for (let index = 0; index < count; index++) {
      const from = START + index * WINDOW;
      await writeFile(join(out, name(index)), await packed(sliceOf(records, count, index, size, from)));
    }
    await rm(join(out, "days"), { recursive: true });
  });
  return Array.from({ length: count }, (_, index) => join(folder, name(index)));
}

/** At least `needed` records of the days after the logs, by time. */
async function nextDays(tools: Tools, out: string, events: number, needed: number): Promise<TrailRecord[]> {
  const { perDay } = daysOf(events);
  const days = Math.ceil(needed / perDay) + 2;
  const end = new Date(START + (days - 1) * DAY).toISOString().slice(0, 10);
  const size = ["--days", `${days}`, "--events-per-day", `${perDay}`];
  await tools.run([...tools.trailhound, "simulate", "--out", out, ...size, "--end", end, "--seed", "1"]);
  const records: TrailRecord[] = [];
  for (const file of await logFiles(out)) records.push(...(await readRecords(file)));
  return records.sort((a, b) => (a.eventTime < b.eventTime ? -1 : a.eventTime > b.eventTime ? 1 : 0));
}

/** Every n-th record, another n-th for each slice, its time moved into the window that begins at `from` (epoch ms); whole seconds. */
export function sliceOf(
  records: readonly TrailRecord[],
  count: number,
  index: number,
  size: number,
  from: number,
): TrailRecord[] {
  const step = Math.floor(records.length / (count * size)) * count;
  return Array.from({ length: size }, (_, at) => {
    const record = records[at * step + index];
    if (record === undefined) throw new Error("bug: too few records for the slices");
    const time = new Date(from + Math.floor((at / size) * WINDOW)).toISOString();
    return { ...record, eventTime: `${time.slice(0, 19)}Z` };
  });
}
