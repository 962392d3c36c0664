import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { simulate } from "../../src/simulate/simulate.ts";
import type { JsonObject } from "../../src/util/json.ts";

/** A record without its time and its id: `head + time + middle + id + tail` is its JSON. */
export interface Template {
  readonly head: string;
  readonly middle: string;
  readonly tail: string;
}

/** Records of one account, in the order of a simulated day. */
export interface AccountTemplates {
  readonly account: string;
  readonly region: string;
  readonly templates: readonly Template[];
}

/** Simulated records to be written again and again with other times and ids: a day of about `events` of them, without attacks. */
export async function makeTemplates(accounts: number, events: number): Promise<readonly AccountTemplates[]> {
  const out = await mkdtemp(join(tmpdir(), "trailhound-soak-"));
  try {
    const { accounts: ids } = await simulate({ out, days: 1, accounts, eventsPerDay: events, filesPerDay: 24 });
    const names = (await readdir(out, { recursive: true })).filter((name) => name.endsWith(".gz")).sort();
    const found: AccountTemplates[] = [];
    for (const account of ids) {
      const own = names.filter((name) => name.startsWith(join("AWSLogs", account)));
      const lists = await Promise.all(own.map((name) => readRecords(join(out, name))));
      const records = lists.flat();
      found.push({ account, region: String(records[0]?.["awsRegion"]), templates: records.map(templateOf) });
    }
    return found;
  } finally {
    await rm(out, { recursive: true });
  }
}

async function readRecords(path: string): Promise<JsonObject[]> {
  return JSON.parse(gunzipSync(await readFile(path)).toString()).Records;
}

const TIME_PLACE = "@time@";
const ID_PLACE = "@id@";

/** The record's own time and id are replaced by marks first, so that nothing inside it can pass for them. */
export function templateOf(record: JsonObject): Template {
  const text = JSON.stringify({ ...record, eventTime: TIME_PLACE, eventID: ID_PLACE });
  const time = `"eventTime":"${TIME_PLACE}"`;
  const id = `"eventID":"${ID_PLACE}"`;
  const timeAt = text.indexOf(time) + time.length - TIME_PLACE.length - 1;
  const idAt = text.indexOf(id) + id.length - ID_PLACE.length - 1;
  if (timeAt > idAt) throw new Error("bug: a simulated record has its id before its time");
  return {
    head: text.slice(0, timeAt),
    middle: text.slice(timeAt + TIME_PLACE.length, idAt),
    tail: text.slice(idAt + ID_PLACE.length),
  };
}

export function stamped({ head, middle, tail }: Template, time: string, id: string): string {
  return `${head}${time}${middle}${id}${tail}`;
}
