import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ATTACK_NAMES } from "../../src/simulate/attacks/attack.ts";
import type { SimulateOptions } from "../../src/simulate/options.ts";
import { type Random, random } from "../../src/simulate/random.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { alteredCopy, DIRT } from "./alter.ts";

/** A log file before it is known how it is delivered. */
export interface WorldFile {
  /** Below the source's directory, without an extension. */
  readonly path: string;
  /** Indices into `World.records`. */
  readonly records: readonly number[];
}

/** Everything that is delivered, sooner or later, in every schedule of a world. */
export interface World {
  readonly seed: number;
  /** JSON texts, one a record; a few are none of CloudTrail's. */
  readonly records: readonly string[];
  /** In the order of the trail. */
  readonly files: readonly WorldFile[];
  /** Copies of events of `files` with another body. */
  readonly copies: readonly WorldFile[];
  /** Comes after everything else, with one event that is in no other file: when it is stored, so is the rest. */
  readonly last: WorldFile;
}

/** Of the event in `World.last`. */
export const LAST_EVENT = "1a57e7e7-0000-4000-8000-000000000000";

const COPY_FILES = 3;
const MOST_COPIES = 8;

/** A world of some hundred to a few thousand events of several accounts, with attacks. The same seed, the same world. */
export async function worldOf(seed: number): Promise<World> {
  const choose = random("chaos world", seed);
  const logs = await simulated(seed, choose.chance(LARGE) ? largeSize(choose) : smallSize(choose));
  const records: string[] = [];
  const add = (texts: readonly string[]): number[] => texts.map((text) => records.push(text) - 1);
  const files = logs.map(({ path, texts }) => ({ path, records: add(texts) }));
  const events = records.length;
  const copies = Array.from({ length: COPY_FILES }, (_, i): WorldFile => {
    const originals = Array.from({ length: choose.between(1, MOST_COPIES) }, () => records[choose.int(events)] ?? "");
    return { path: `AWSLogs/copies/copy-${i}`, records: add(originals.map((text) => alteredCopy(text, choose))) };
  });
  const dirty = { path: "AWSLogs/odd/odd", records: [...add(DIRT), choose.int(events)] };
  const last = { path: "AWSLogs/last/last", records: add([lastText(records[0] ?? "{}")]) };
  return { seed, records, files: [...files, dirty], copies, last };
}

/** No rule looks at it. */
function lastText(text: string): string {
  const call = { eventSource: "tagging.amazonaws.com", eventName: "GetTagKeys", eventID: LAST_EVENT };
  return JSON.stringify({ ...JSON.parse(text), ...call, requestParameters: null, resources: [] });
}

/** Schedules are many: most of them are to be quick. */
const LARGE = 0.1;

function smallSize(choose: Random): Size {
  return { days: 1, accounts: 2, filesPerDay: 6, attacks: choose.sample(ATTACK_NAMES, 2) };
}

function largeSize(choose: Random): Size {
  return { days: choose.between(1, 2), accounts: 3, filesPerDay: 4, attacks: ATTACK_NAMES };
}

type Size = Pick<SimulateOptions, "days" | "accounts" | "filesPerDay" | "attacks">;

interface Log {
  readonly path: string;
  readonly texts: readonly string[];
}

const SUFFIX = ".json.gz";

async function simulated(seed: number, size: Size): Promise<Log[]> {
  const out = await mkdtemp(join(tmpdir(), "trailhound-world-"));
  try {
    await simulate({ ...size, out, seed, eventsPerDay: 50 });
    const names = await readdir(out, { recursive: true });
    const paths = names.filter((name) => name.endsWith(SUFFIX)).sort();
    return await Promise.all(paths.map((path) => readLog(out, path)));
  } finally {
    await rm(out, { recursive: true });
  }
}

async function readLog(folder: string, path: string): Promise<Log> {
  const { Records }: { Records: JsonObject[] } = JSON.parse(gunzipSync(await readFile(join(folder, path))).toString());
  return { path: path.slice(0, -SUFFIX.length), texts: Records.map((each) => JSON.stringify(each)) };
}
